"""Powers and signs behind a value: x^2, n!, 50%, 30° 15', (AB)'."""

from maths.atoms import Atoms
from maths.notation import Division
from maths.syntax import (
    Add,
    Degree,
    Derivative,
    Div,
    Factorial,
    Matrix,
    Mul,
    Neg,
    Node,
    Number,
    Percent,
    Pow,
    Quantity,
    Unit,
)

PERCENT = ("percent", "percentage", "pct")
# Behind these a prime is a transpose or a derivative: (AB)', [[1, 2], [3, 4]]'.
_TRANSPOSED = (Add, Mul, Pow, Matrix)


class Powers(Atoms):
    """Reads one factor with its exponents; products and sums are the levels above."""

    def took_word(self, *words: str) -> bool:
        if self.token.kind in ("word", "text", "upright", "sign") and self.token.text.lower() in words:
            self.take()
            return True
        return False

    def power(self) -> Node:
        node = self._postfix(self.atom())
        while self.is_sign("^"):
            node = self._postfix(self.raised(node))
        return node

    def raised(self, base: Node) -> Node:
        self.take()
        if self.is_sign("°") or (self.is_sign("{") and self.peek().text == "°" and self.peek(2).text == "}"):
            self.index += 1 if self.is_sign("°") else 3
            if self.token.text in ("C", "F") and self.token.kind != "sign":
                return Quantity(base, Unit(((f"°{self.take().text}", 1),)), at=base.at)
            return Degree(base, *self._minutes_and_seconds(), at=base.at)
        if self.is_sign("'") and not isinstance(base, Number):
            self.take()
            return Derivative(base, None, 1, at=base.at)
        self.deeper()
        exponent = self._exponent()
        self.depth -= 1
        return Pow(base, exponent, at=base.at)

    def _exponent(self) -> Node:
        sign = self.token
        if self.is_sign("{"):
            return self.group()
        if self.took("-"):
            return Neg(self._exponent(), at=sign.at)
        self.took("+")
        node = self.argument() if self.latex else self.atom()
        if isinstance(node, Number) and self.is_sign("/") and self.peek().kind == "number" and not self.latex:
            self.is_ambiguous = True
            if self.notation.division is Division.OTHER:
                self.take()
                return Div(node, Number(self.token.text, at=self.take().at), at=node.at)
        if self.is_sign("^"):
            return self.raised(node)
        return self._postfix(node)

    def _postfix(self, node: Node) -> Node:
        while True:
            if self.took("!"):
                node = Factorial(node, at=node.at)
            elif self.took("%") or self.took_word(*PERCENT):
                node = Percent(node, at=node.at)
            elif self.is_sign("°") and self.peek().text not in ("C", "F"):
                self.take()
                node = Degree(node, *self._minutes_and_seconds(), at=node.at)
            elif self.is_sign("'") and isinstance(node, _TRANSPOSED):
                node = Derivative(node, None, 1, at=self.take().at)
            elif self.is_sign("'", '"') and isinstance(node, Derivative):
                node = Derivative(node.of, None, node.order + (2 if self.take().text == '"' else 1), at=node.at)
            else:
                return node

    def _minutes_and_seconds(self) -> tuple[Node | None, Node | None]:
        parts: list[Node | None] = []
        for sign in ("'", '"'):
            twice = sign == '"' and self.peek().text == self.peek(2).text == "'"
            if self.token.kind == "number" and (self.peek().text == sign or twice):
                parts.append(Number(self.token.text, at=self.take().at))
                self.index += 2 if twice else 1
            else:
                parts.append(None)
        return parts[0], parts[1]
