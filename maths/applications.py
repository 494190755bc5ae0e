"""Functions named by letters and applied: f(x), f⁻¹(x), f′(x), (f + g)(x), (f ∘ g)(x), P(A | B), h(t) = …"""

from maths.operators import Operators
from maths.syntax import Applied, Derivative, Node, Symbol, Tuple

# What h may be applied to in a line that begins with h(t) = …
_ARGUMENTS = frozenset({"x", "t", "n", "s", "u", "r", "y", "z", "w", "theta"})
_OPERATIONS = {"+": "+", "-": "-", "*": "·", "/": "/", "°": "∘", "∘": "∘"}


class Applications(Operators):
    """Reads what follows the letter of a function."""

    def applied(self, symbol: Symbol) -> Node:
        """Read f(x), y′, f′(x) or f⁻¹(x); a symbol that is no function is returned as it is."""
        name = symbol.name
        if self._is_inverted(name):
            while not self.is_sign("("):
                self.take()
            return Applied(f"{name}⁻¹", self._applied_to(), at=symbol.at)
        primes = self._primes()
        is_event = name == "P" and self.peek().kind == "word" and self.peek().text[:1].isupper()
        is_function = name in self.notation.functions or is_event or self._is_defined(symbol)
        is_derived = bool(primes) and (name.islower() or self._is_of_one_letter())
        node: Node = symbol
        if (is_function or is_derived) and self.is_sign("(") and not self.token.spaced:
            node = Applied(name, self._applied_to(), at=symbol.at)
        return Derivative(node, None, primes, at=symbol.at) if primes else node

    def _primes(self) -> int:
        primes = 0
        while self.is_sign("'", '"') or self._is_raised_prime():
            if self.took("^"):
                braced = self.took("{")
                while self.took("'"):
                    primes += 1
                if braced:
                    self.took("}")
            else:
                primes += 2 if self.take().text == '"' else 1
        return primes

    def _is_raised_prime(self) -> bool:
        first, second = self.peek(1), self.peek(2)
        return self.is_sign("^") and (first.text == "'" or (first.text == "{" and second.text == "'"))

    def _is_inverted(self, name: str) -> bool:
        """Return whether ⁻¹( comes next, behind the letter of a function."""
        if name not in self.notation.functions or not self.is_sign("^"):
            return False
        written = "".join(one.text for one in self.tokens[self.index : self.index + 6])
        return written.startswith(("^-1(", "^{-1}(", "^(-1)("))

    def _is_defined(self, symbol: Symbol) -> bool:
        """Return whether the text begins with h(t) = …: then h is a function in the whole text."""
        if symbol.name in self.defined:
            return True
        is_head = self.index == 1 and self._is_of_one_letter() and self.peek(3).text == "="
        if is_head and len(symbol.name) == 1 and symbol.name.isalpha() and symbol.name not in self.notation.names:
            self.defined.add(symbol.name)
            return True
        return False

    def _is_of_one_letter(self) -> bool:
        return self.is_sign("(") and self.peek().text in _ARGUMENTS and self.peek(2).text == ")"

    def _applied_to(self) -> tuple[Node, ...]:
        """`(x)`, `(x, y)`, or `(A | B)` with its condition."""
        commas, start = self.commas_inside(self.index + 1), self.index
        if commas or not any(token.text == "|" for token in self.tokens[start : self.matching(start + 1)]):
            inside = self.bracketed()
            return inside.items if isinstance(inside, Tuple) else (inside,)
        opened = self.take()
        bars, self.bars = self.bars, 1
        arguments = [self.set_expression()]
        while self.took("|"):
            arguments.append(self.set_expression())
        self.bars = bars
        self.close(")", opened)
        return tuple(arguments)

    def function_in_brackets(self) -> Node | None:
        """Read `(f + g)(x)`, `(f ∘ g)(x)` or `(fg)(x)` as one function by its name; None where letters are numbers."""
        if not self.is_sign("("):
            return None
        end = self.matching(self.index + 1)
        inside, after = self.tokens[self.index + 1 : end], self.tokens[min(end + 1, len(self.tokens) - 1)]
        if self.tokens[end].text != ")" or not inside or len(inside) > 9 or after.text != "(" or after.spaced:
            return None
        name = _name_of([one.text for one in inside], self.notation.functions | {"h"})
        if name is None:
            return None
        at = self.token.at
        self.index = end + 1
        return Applied(name, self._applied_to(), at=at)


def _name_of(parts: list[str], functions: frozenset[str]) -> str | None:
    """The name of functions put together, from its tokens: f + g, f∘g, \\frac{f}{g}, fg."""
    if len(parts) == 7 and parts[0] in ("frac", "dfrac", "tfrac"):
        parts = [parts[2], "/", parts[5]]
    name = ""
    for place, part in enumerate(parts):
        is_letters = len(part) <= 2 and all(letter in functions for letter in part)
        if place % 2 == 0 and is_letters:
            name += part
        elif place % 2 and part in _OPERATIONS:
            name += _OPERATIONS[part]
        else:
            return None
    return name if len(name) > 1 and parts[-1] not in _OPERATIONS else None
