"""Sums, products, integrals and limits: the sign with what is below and above it, and what it applies to."""

from maths.functions import Functions
from maths.lexer import Token
from maths.syntax import Add, BigOperator, Constant, Mul, Neg, Node, Relation, Symbol
from maths.trees import replaced

BIG_OPERATORS = frozenset({"sum", "prod", "int", "lim"})


class Operators(Functions):
    """Reads what follows the sign of an operator."""

    def big_operator(self, token: Token) -> Node:
        r"""Read `\sum_{k=1}^{n} k`, `\int_0^1 x dx` or `\lim_{x \to 0} x`; its sign is taken already."""
        below: Node | None = None
        above: Node | None = None
        while self.is_sign("_", "^"):
            if self.take().text == "_":
                below = self.argument()
            else:
                above = self.argument()
        self.deeper()
        body = self.sum() if token.text == "int" else self.product()
        self.depth -= 1
        if token.text == "int":
            body, letter = _without_differential(body)
            return BigOperator("int", letter, below, above, body, at=token.at)
        bound, low = _bound(below)
        if isinstance(bound, Constant):
            bound, body = Symbol(bound.name), replaced(body, bound, Symbol(bound.name))
        return BigOperator(token.text, bound if isinstance(bound, Symbol) else None, low, above, body, at=token.at)

    def product(self) -> Node:
        """Read factors up to the next sign of a sum."""
        raise NotImplementedError


def _bound(below: Node | None) -> tuple[Node | None, Node | None]:
    """Return k and 1 of `k = 1`, x and 0 of `x → 0`."""
    if isinstance(below, Relation) and len(below.operands) == 2 and below.operators[0] in ("=", "→"):
        return below.operands[0], below.operands[1]
    return below, None


def _without_differential(body: Node) -> tuple[Node, Symbol | None]:
    """Return what is integrated, and by which letter: the last two factors are d and x."""
    last = body.terms[-1] if isinstance(body, Add) else body
    inner = last.term if isinstance(last, Neg) else last
    match inner:
        case Mul((*rest, Symbol("d"), Symbol() as letter)) if rest:
            kept: Node = rest[0] if len(rest) == 1 else Mul(tuple(rest), at=inner.at)
            kept = Neg(kept, at=last.at) if isinstance(last, Neg) else kept
            return (Add((*body.terms[:-1], kept), at=body.at) if isinstance(body, Add) else kept), letter
    return body, None
