"""The smallest things that have a value: numbers, letters, functions with their arguments, roots, fractions."""

from maths.applications import Applications
from maths.functions import CHOICES, ROOTS
from maths.lexer import Token
from maths.operators import BIG_OPERATORS
from maths.readability import Unreadable
from maths.symbols import CONSTANTS, FUNCTIONS, GREEK, LABELS, NAMED_SETS, VULGAR_FRACTIONS
from maths.syntax import (
    Basis,
    Call,
    Constant,
    Derivative,
    Div,
    ListOf,
    Mixed,
    Mul,
    NamedSet,
    Node,
    Number,
    Pow,
    Recurring,
    SetOf,
    Symbol,
)

_IN_SUBSCRIPTS = frozenset({"word", "number", "symbol", "constant", "upright", "text", "name"})
_FRACTIONS = frozenset({"frac", "dfrac", "tfrac", "cfrac"})
_ACCENTS = {
    "hat": "hat",
    "widehat": "hat",
    "vec": "vec",
    "overrightarrow": "vec",
    "overline": "overline",
    "bar": "bar",
    "angle": "angle",
    "triangle": "triangle",
    "dot": "dot",
    "tilde": "tilde",
    "widetilde": "tilde",
}


class Atoms(Applications):
    """Reads one atom; powers, products and sums are the levels above."""

    def atom(self) -> Node:
        token = self.token
        match token.kind:
            case "number":
                return self._number()
            case "vulgar":
                return _vulgar(self.take())
            case "word" | "name" | "upright":
                return self.money() or self._named()
            case "symbol":
                return self.applied(self._subscripted(Symbol(self.take().text, at=token.at)))
            case "constant":
                return Constant(self.take().text, at=token.at)
            case "basis":
                return Basis(self.take().text, at=token.at)
            case "set":
                self.take()
                return NamedSet(token.text, at=token.at) if token.text else SetOf((), at=token.at)
            case "command":
                return self._command()
            case "sign":
                return self._signed()
        if token.kind == "text":
            return self.money() or self._unexpected()
        return self._unexpected()

    def _unexpected(self) -> Node:
        token = self.token
        if token.kind == "end":
            raise Unreadable(token.at, "ended")
        if token.kind == "text":
            raise Unreadable(token.at, "unknown_word", {"word": token.text[:30]})
        raise Unreadable(token.at, "value_expected", {"found": self.found()})

    def _signed(self) -> Node:
        if function := self.function_in_brackets():
            return function
        if money := self.money():
            return money
        if self.is_sign("(", "[", "\\{", "⟨", "⌊", "⌈", "|", "|("):
            return self.bracketed()
        if self.is_sign("<"):
            return self._angle() or self._unexpected()
        if self.is_sign("{"):
            return self._braced()
        if self.is_sign("^") or (self.is_sign("_") and (self.peek().kind == "number" or self.peek().text == "{")):
            return self.choice_with_raised()
        if self.took("…"):
            return Symbol("…", at=self.tokens[self.index - 1].at)
        return self._unexpected()

    def _angle(self) -> Node | None:
        """`<1, 2, 3>`, a vector by its components."""
        closing = next((one for one in self.tokens[self.index :] if one.text == ">"), None)
        return self.bracketed() if closing and any(one.text == "," for one in self.tokens[self.index :]) else None

    def _braced(self) -> Node:
        """Plain text: a set. LaTeX: a group, unless it contains commas; or the empty one before ^nC_r."""
        if self.latex and self.peek().text == "}" and self.peek(2).text in ("^", "_"):
            self.take()
            self.take()
            return self.choice_with_raised()
        if not self.latex:
            return self.bracketed()
        node = self.group()
        return SetOf(node.items, at=node.at) if isinstance(node, ListOf) else node

    def group(self) -> Node:
        """Read `{…}` that LaTeX uses to hold something together."""
        opened = self.take()
        self.deeper()
        bars, self.bars = self.bars, 0
        if self.is_sign("}"):
            raise Unreadable(opened.at, "empty_box")
        node = self.statement()
        self.close("}", opened)
        self.bars = bars
        self.depth -= 1
        return node

    def argument(self) -> Node:
        r"""Read what a LaTeX command, `^` or `_` takes: a group, or one sign (\frac12)."""
        if self.is_sign("{"):
            return self.group()
        if self.token.kind == "number" and self.latex and len(self.token.text) > 1:
            whole = self.token
            self.tokens[self.index] = Token("number", whole.text[1:].lstrip("."), whole.at + 1)
            return Number(whole.text[0], at=whole.at)
        return self.atom()

    def _number(self) -> Node:
        token = self.take()
        if self.token.kind == "command" and self.token.text in ("overline", "bar") and not self.token.spaced:
            return self._recurring(token)
        whole = Number(token.text, at=token.at)
        following = self.token
        if following.kind == "word" and not following.spaced and self._is_choice(self.peek()):
            name = self.take().text
            self.took("_")
            return Call(CHOICES[name], (whole, self.argument()), at=token.at)
        if whole.is_integer and (part := self._proper_part()):
            return Mixed(whole, part, at=token.at)
        return whole

    def _is_choice(self, after: Token) -> bool:
        return self.token.text in CHOICES and not after.spaced and (after.kind == "number" or after.text == "_")

    def _recurring(self, whole: Token) -> Node:
        """`0.1\\overline{6}`: the digits under the line go on for ever."""
        line = self.take()
        digits = self._letters()
        if not digits.isdecimal():
            raise Unreadable(line.at, "two_numbers")
        return Recurring(whole.text if "." in whole.text else f"{whole.text}.", digits, at=whole.at)

    def _proper_part(self) -> Div | None:
        """The fraction of a mixed number: `3 1/2`, `3\\frac{1}{2}`, `3½`."""
        one, stroke, two, after = self.token, self.peek(1), self.peek(2), self.peek(3)
        if one.kind == "vulgar":
            return _vulgar(self.take())
        if one.kind == "number" and one.spaced and stroke.text == "/" and two.kind == "number":
            if "." in one.text + two.text or after.text in ("^", "!"):
                return None
            self.index += 3
            return Div(Number(one.text, at=one.at), Number(two.text, at=two.at), at=one.at)
        if one.kind == "command" and one.text in _FRACTIONS and self._is_plain_fraction():
            self.take()
            return Div(self.argument(), self.argument(), at=one.at)
        return None

    def _is_plain_fraction(self) -> bool:
        """Whether `\\frac` here has two whole numbers: `\\frac{1}{2}`, `\\frac12`."""
        following = self.tokens[self.index + 1 : self.index + 7]
        written = " ".join("9" if one.kind == "number" and one.text.isdigit() else one.text for one in following)
        two_digits = following[0].kind == "number" and following[0].text.isdigit() and len(following[0].text) == 2
        return two_digits or written.startswith(("{ 9 } { 9 }", "9 { 9 }"))

    def _command(self) -> Node:
        token = self.take()
        if token.text in _FRACTIONS:
            numerator, denominator = self.argument(), self.argument()
            return self.derived(fraction(numerator, denominator, token.at))
        if token.text in ROOTS:
            return self.root(token)
        if token.text in ("binom", "dbinom", "tbinom"):
            return Call("binomial", (self.argument(), self.argument()), at=token.at)
        if token.text == "begin":
            return self.environment(token)
        if token.text in BIG_OPERATORS:
            return self.big_operator(token)
        if token.text in _ACCENTS:
            return self._accented(token)
        if token.text == "mathbb" and self.is_sign("{") and self.peek().text in NAMED_SETS:
            name = self.peek().text
            self.index += 2
            self.close("}", token)
            return NamedSet(name, at=token.at)
        if token.text in ("boxed", "underline"):
            return self.argument()
        raise Unreadable(token.at, "unknown_sign", {"sign": f"\\{token.text}"})

    def derived(self, node: Node) -> Node:
        """Return d/dx applied to what follows it; any other quotient as it is."""
        match node:
            case Div(Symbol("d"), Mul((Symbol("d"), Symbol() as by))) if self.begins_factor():
                factors = [self.power()]
                while self.begins_factor():
                    factors.append(self.power())
                of = factors[0] if len(factors) == 1 else Mul(tuple(factors), at=factors[0].at)
                return Derivative(of, by, 1, at=node.at)
        return node

    def _accented(self, token: Token) -> Node:
        whole = self.token.kind == "word" and token.text in ("angle", "triangle")
        letters = self.take().text if whole else self._letters()
        if _ACCENTS[token.text] == "hat" and letters in ("i", "j", "k"):
            return Basis(letters, at=token.at)
        return self._subscripted(Symbol(f"{_ACCENTS[token.text]} {letters}", at=token.at))

    def _letters(self) -> str:
        """`{AB}` or one letter, under an accent or as a subscript."""
        if not self.took("{"):
            token = self.token
            if token.kind not in _IN_SUBSCRIPTS:
                raise Unreadable(token.at, "value_expected", {"found": self.found()})
            return self.take_piece().text if token.kind == "word" else self.take().text
        opened, letters = self.tokens[self.index - 1], ""
        while self.token.kind in ("word", "number", "symbol", "upright", "text") or self.is_sign("+", "-", ","):
            letters += self.take().text
        self.close("}", opened)
        if not letters:
            raise Unreadable(opened.at, "empty_box")
        return letters[:20]

    def _subscripted(self, symbol: Symbol) -> Symbol:
        if not self.took("_"):
            return symbol
        return Symbol(f"{symbol.name}_{self._letters()}", at=symbol.at)

    def _named(self) -> Node:
        """A function, a constant or a symbol; the rest of a run of letters stays for the product."""
        token = self.token
        choice = self.choice_in_letters(token)
        if choice is not None:
            return choice
        piece = self.take_piece() if token.kind == "word" else self.take()
        name = piece.text
        if name in self.notation.names:
            return self.applied(self._subscripted(Symbol(name, at=piece.at)))
        if name in FUNCTIONS:
            return self.function(FUNCTIONS[name], piece)
        if name in CONSTANTS:
            return Constant(CONSTANTS[name], at=piece.at)
        if self.in_sets and name in NAMED_SETS and not self.is_sign("_"):
            return NamedSet(name, at=piece.at)
        if self.vectors and name in ("i", "j", "k"):
            return Basis(name, at=piece.at)
        if name in ("e", "i") and not self.is_sign("_"):
            return Constant(name, at=piece.at)
        if token.kind in ("name", "upright") and len(name) > 1 and name not in GREEK and name not in LABELS:
            raise Unreadable(piece.at, "unknown_word", {"word": name[:30]})
        return self.applied(self._subscripted(Symbol(name, at=piece.at)))


def fraction(numerator: Node, denominator: Node, at: int) -> Node:
    """Return the quotient of two nodes; dy over dx becomes a derivative."""
    return _derivative(numerator, denominator, at) or Div(numerator, denominator, at=at)


def _derivative(numerator: Node, denominator: Node, at: int) -> Derivative | None:
    """d²y/dx² as a derivative, from the product d²·y over d·x²."""
    below = denominator.factors if isinstance(denominator, Mul) else ()
    if len(below) != 2 or below[0] != Symbol("d"):
        return None
    by, order = below[1], 1
    match by:
        case Pow(base, Number(text)) if text in ("2", "3", "4"):
            by, order = base, int(text)
    above = numerator.factors if isinstance(numerator, Mul) else (numerator,)
    head = Symbol("d") if order == 1 else Pow(Symbol("d"), Number(str(order)))
    if not isinstance(by, Symbol) or above[0] != head or len(above) > 2:
        return None
    return Derivative(above[1], by, order, at=at) if len(above) == 2 else None


def _vulgar(token: Token) -> Div:
    top, bottom = VULGAR_FRACTIONS[token.text]
    return Div(Number(top, at=token.at), Number(bottom, at=token.at), at=token.at)
