"""Units after a value: `5 cm`, `9.8 m/s^2`, `12 sq cm`, `₹ 20`."""

import re

from maths.cursor import Cursor
from maths.lexer import Token
from maths.syntax import Node, Quantity, Symbol, Unit, walk
from maths.units import COMPOUND, MONEY, POWER_WORDS, SPELLINGS

# Behind these a lone letter was a unit: 5 m 30 cm.
_SMALLER = frozenset({"cm", "mm", "min", "mins", "minutes", "ml", "mL", "sec"})
# Units with the name of a function.
_FUNCTION_LIKE = frozenset({"sec", "min"})
Powers = list[tuple[str, int]]


class Quantities(Cursor):
    """Reads units; the levels above read everything else of an expression."""

    def money(self) -> Node | None:
        """Read `₹ 20` or `Rs. 20` where a value may begin; None where it is no sum of money."""
        word = self.token
        if not (self.is_sign(*MONEY) or (word.kind in ("word", "text", "upright") and SPELLINGS.get(word.text) == "₹")):
            return None
        start = self.index
        self.take()
        self.took(".")
        if self.token.kind != "number":
            self.index = start
            return None
        value = self.power()
        scale = self._scale()
        return Quantity(value, Unit(((SPELLINGS[word.text], 1), *scale)), at=word.at)

    def _scale(self) -> tuple[tuple[str, int], ...]:
        if self.token.kind in ("word", "text", "upright") and SPELLINGS.get(self.token.text) in ("lakh", "crore"):
            return ((SPELLINGS[self.take().text], 1),)
        return ()

    def with_unit(self, value: Node) -> Node | None:
        """Return `value` with the unit that follows, or None where none does."""
        if any(isinstance(one, Symbol | Quantity) for one in walk(value)) and self.token.kind == "word":
            return None
        start, tokens = self.index, list(self.tokens)
        powers = self._powers()
        if powers is None:
            self.index, self.tokens = start, tokens
            return None
        return Quantity(value, Unit(tuple(powers)), at=value.at)

    def _powers(self) -> Powers | None:
        powers: Powers = []
        sign = 1
        while True:
            found = self._one(is_first=not powers)
            if found is None:
                # "5 km/2" has no unit behind its stroke: then what is before it is no unit either.
                return powers if powers and sign == 1 else None
            powers += [(name, power * sign) for name, power in found]
            if self.is_sign("/") or (self.token.kind in ("word", "text") and self.token.text == "per"):
                self.take()
                sign = -1
            elif self.is_sign("*", "×") and self._name(self.peek(), is_first=False):
                self.take()
                sign = 1
            elif not self._name(self.token, is_first=False) or len(powers) > 4:
                return powers
            else:
                sign = 1

    def _one(self, *, is_first: bool) -> Powers | None:
        token = self.token
        if token.kind == "sign" and token.text == "°" and self.peek().text in ("C", "F"):
            self.take()
            return [(f"°{self.take().text}", 1)]
        if token.kind in ("word", "text", "upright") and token.text in POWER_WORDS:
            self.take()
            self.took(".")
            name = self._name(self.token, is_first=False)
            if not name:
                return None
            self.take()
            return [(name[0][0], POWER_WORDS[token.text])]
        name = self._name(token, is_first=is_first)
        if not name:
            return None
        self.take()
        self.took(".")
        power = self._unit_power()
        if name == [("ms", 1)] and power < 0:  # 9.8 ms⁻²: metres, not milliseconds
            return [("m", 1), ("s", power)]
        return [(one, exponent * power) for one, exponent in name]

    def _name(self, token: Token, *, is_first: bool) -> Powers | None:
        """Return the unit that a token names; a lone letter only where units are expected, upright, or divided."""
        if token.text.strip(" .") == "in" and self._is_inch(token):
            return [("in", 1)]
        if token.kind == "text" or token.kind == "upright":
            return _compound(token.text)
        if token.kind == "sign":
            return [(token.text, 1)] if token.text in MONEY else None
        if token.kind == "symbol":
            return [("ohm", 1)] if token.text == "Omega" and self.notation.units else None
        if token.text in _FUNCTION_LIKE and self._is_applied(token):
            return None
        if token.kind != "word" or set(token.text) <= self.notation.names or token.text in self.notation.names:
            return None
        if len(token.text) == 1 and is_first and not self.notation.units:
            following = self.tokens[self.index + 1 : self.index + 3]
            names = [one.text for one in following]
            is_speed = token.spaced and token.text in "mgs" and names[0] == "/" and names[1] in ("s", "h", "sec")
            goes_on = token.text in "mhLl" and following[0].kind == "number" and names[-1] in _SMALLER
            if not (is_speed or goes_on):
                return None
        return _compound(token.text)

    def _is_inch(self, token: Token) -> bool:
        """Return whether `in` is inches, not a word or i times n: upright, or before a stop, a power, or the end."""
        following = self.peek(1 if token is self.token else 2)
        return token.kind != "word" or following.kind == "end" or following.text in (".", "^")

    def _is_applied(self, token: Token) -> bool:
        """Whether what follows is the argument of a function: 4 sec(2x), 4 sec^2 x, sec θ."""
        after = 1 if token is self.token else 2
        if self.peek(after).text == "^":
            after += 4 if self.peek(after + 1).text == "{" else 2
        following = self.peek(after)
        is_letter = following.kind == "symbol" or (following.kind == "word" and len(following.text) == 1)
        return following.text == "(" or (is_letter and following.text not in ("m", "g"))

    def _unit_power(self) -> int:
        if self.token.kind in ("word", "text") and self.token.text in ("squared", "cubed"):
            return POWER_WORDS[self.take().text]
        if not self.is_sign("^"):
            return 1
        found = re.match(r"\^\{?\(?(-?[1-4])\)?\}?$", self._following())
        if not found:
            return 1
        typed = found[0]
        while typed:
            typed = typed[len(self.take().text) :]
        return int(found[1])

    def _following(self) -> str:
        """Return the exponent that comes next as it is written: `^2`, `^{-1}`, `^(3)`."""
        typed = ""
        for token in self.tokens[self.index : self.index + 5]:
            typed += token.text
            if re.fullmatch(r"\^(-?[0-9]|\{-?[0-9]\}|\(-?[0-9]\))", typed):
                break
        return typed


def _compound(text: str) -> Powers | None:
    """Units in one word or one \\text{}: "cm", "kmph", "km/h", "sq. units", "m s^{-1}"."""
    text = text.strip(" .")
    if text in SPELLINGS:
        return [(SPELLINGS[text], 1)]
    if text in COMPOUND:
        return list(COMPOUND[text])
    words = re.findall(r"[^\W\d_]+|[°$€£₹]C?|/|-?\d", text.replace("^", "").replace("²", "2").replace("³", "3"))
    powers: Powers = []
    sign, scale = 1, 1
    for word in words:
        if word in ("/", "per"):
            sign = -1
        elif word in POWER_WORDS and (not powers or sign == -1):
            scale = POWER_WORDS[word]
        elif powers and re.fullmatch(r"-?\d", word):
            powers[-1] = (powers[-1][0], powers[-1][1] * int(word))
        elif word in SPELLINGS:
            powers.append((SPELLINGS[word], sign * scale))
            scale = 1
        else:
            return None
    return powers or None
