"""Products and sums: what is multiplied with or without a sign, divided, measured in units, added."""

from maths.atoms import fraction
from maths.lexer import Token
from maths.notation import Division
from maths.powers import PERCENT, Powers
from maths.readability import Unreadable
from maths.syntax import (
    Add,
    Call,
    Mul,
    Neg,
    Node,
    Number,
    PlusMinus,
    Pow,
    symbols_of,
)
from maths.trees import is_vector

_STARTS = frozenset({"number", "vulgar", "word", "name", "symbol", "constant", "basis", "set", "command", "upright"})
_BETWEEN = frozenset({"or", "and", "where", "for", "with", "per", "if", "when", "otherwise", *PERCENT})


class Products(Powers):
    """Reads a sum; sets, relations and statements are the levels above."""

    def sum(self) -> Node:
        self.deeper()
        terms: list[Node] = [self._first_term()]
        while self.is_sign("+", "-", "±", "∓"):
            sign = self.take()
            right = self.product()
            if sign.text in "±∓":
                terms = [PlusMinus(_sum(terms), right, "+" if sign.text == "±" else "-", at=terms[0].at)]
            else:
                terms.append(right if sign.text == "+" else Neg(right, at=sign.at))
        self.depth -= 1
        return _sum(terms)

    def _first_term(self) -> Node:
        sign = self.token
        if self.took("±", "∓"):
            return PlusMinus(None, self.product(), "+" if sign.text == "±" else "-", at=sign.at)
        if self.took("-"):
            return Neg(self.product(), at=sign.at)
        self.took("+")
        return self.product()

    def product(self) -> Node:
        node = self._factor()
        while True:
            if self.is_sign("×") and is_vector(node):
                node = self._crossed(node)
            elif self.took("*", "×") or self._took_letter_for_sign(node):
                node = _product(node, self._factor())
            elif self.is_sign("/"):
                if self.peek().text == "-" and self.peek(2).kind == "end":  # ₹ 20/-
                    self.index += 2
                    break
                node = self._quotient(node)
            elif measured := self.with_unit(node):
                node = self._with_smaller(measured)
            elif self.begins_factor():
                node = _product(node, self._unsigned(node))
            else:
                break
        return node

    def _crossed(self, left: Node) -> Node:
        """Read `a × b` of vectors, where another order, or ·, means something else."""
        self.take()
        right = self._factor()
        while self.begins_factor():
            right = _product(right, self.power())
        return Call("cross", (left, right), at=left.at) if is_vector(right) else _product(left, right)

    def _took_letter_for_sign(self, left: Node) -> bool:
        """Take the letter x for × as in `2 x 3`, unless the question has an x; return whether it was taken."""
        token, after = self.token, self.peek()
        is_sign = token.kind == "word" and token.text in ("x", "X") and token.spaced and after.spaced
        last = left.factors[-1] if isinstance(left, Mul) else left
        if is_sign and after.kind == "number" and not symbols_of(last) and token.text not in self.notation.names:
            self.take()
            return True
        return False

    def _with_smaller(self, measured: Node) -> Node:
        """Read `5 m 30 cm`: a value with a smaller unit behind it is added."""
        parts = [measured]
        while self.token.kind == "number" and self.peek().kind in ("word", "upright", "text"):
            value = Number(self.token.text, at=self.take().at)
            following = self.with_unit(value)
            if following is None:
                raise Unreadable(self.token.at, "unknown_word", {"word": self.found()})
            parts.append(following)
        return _sum(parts)

    def _factor(self) -> Node:
        """Read a factor after a sign: it may have its own minus."""
        sign = self.token
        if self.took("-"):
            self.deeper()
            node = Neg(self._factor(), at=sign.at)
            self.depth -= 1
            return node
        self.took("+")
        return self.power()

    def _unsigned(self, left: Node) -> Node:
        token = self.token
        if token.kind == "number" and isinstance(left, Number):
            raise Unreadable(token.at, "two_numbers")
        return self.power()

    def _quotient(self, numerator: Node) -> Node:
        """Read `a/bc` by the convention of `Division`."""
        stroke = self.take()
        denominator = self._factor()
        numbers = isinstance(numerator, Number) and isinstance(denominator, Number)
        factors = [denominator]
        if _is_differential(denominator) and self.begins_factor():
            before, above = _split_differential(numerator)
            if above is not None:
                below = Mul((denominator, self.power()), at=denominator.at)
                derivative = self.derived(fraction(above, below, stroke.at))
                return _product(before, derivative) if before is not None else derivative
        while self.begins_factor() and not self._begins_unit(denominator):
            belongs = not numbers and not self.token.spaced
            if numbers or not self.token.spaced or len(factors) == 1:
                self.is_ambiguous = self.is_ambiguous or not _is_differential(denominator)
            if belongs == (self.notation.division is Division.OTHER and not _is_differential(denominator)):
                break
            factors.append(self.power())
        divisor = factors[0] if len(factors) == 1 else Mul(flat(Mul, factors), at=denominator.at)
        return fraction(numerator, divisor, numerator.at if numerator.at >= 0 else stroke.at)

    def _begins_unit(self, value: Node) -> bool:
        start, tokens = self.index, list(self.tokens)
        found = isinstance(value, Number) and self.with_unit(value) is not None
        self.index, self.tokens = start, tokens
        return found

    def is_verb(self) -> bool:
        """Return whether `is` is the verb in `x is 5`, with gaps around it: else i and s are letters."""
        return (
            self.token.kind == "word"
            and self.token.text in ("is", "equals")
            and self.token.spaced
            and self.peek().spaced
        )

    def is_union(self) -> bool:
        """Return whether U means ∪, as in `(1, 2) U (3, 4)`, typed where there is no key for it."""
        if self.token.kind != "word" or self.token.text != "U" or not self.index:
            return False
        before, after = self.tokens[self.index - 1].text, self.peek().text
        is_set = after in ("{", "\\{") or (after in ("(", "[") and self.commas_inside(self.index + 2) == 1)
        return is_set and before in (")", "]", "}", "\\}")

    def begins_factor(self) -> bool:
        token = self.token
        if self.is_union() or self.is_verb():
            return False
        if token.kind in ("word", "text", "upright") and token.text.lower() in _BETWEEN:
            return False
        if token.kind == "command":
            return token.text != "end"
        if token.kind == "sign":
            return token.text in ("(", "[", "\\{", "⌊", "⌈", "|(") or self._opens_group(token)
        return token.kind in _STARTS

    def _opens_group(self, token: Token) -> bool:
        return (token.text == "|" and not self.bars) or (token.text == "{" and self.latex)

    def cell(self) -> Node:
        sign = self.token
        node = Neg(self.power(), at=sign.at) if self.took("-") else self.power()
        if self.is_sign("/") and not self.token.spaced:
            self.take()
            return fraction(node, self.power(), node.at)
        while self.begins_factor() and not self.token.spaced:
            node = _product(node, self.power())
        return node


def flat(kind: type[Node], parts: list[Node]) -> tuple[Node, ...]:
    """Return the parts, with those of the same kind opened."""
    name = {Mul: "factors", Add: "terms"}.get(kind, "parts")
    return tuple(inner for part in parts for inner in (getattr(part, name) if isinstance(part, kind) else (part,)))


def _sum(terms: list[Node]) -> Node:
    return terms[0] if len(terms) == 1 else Add(flat(Add, terms), at=terms[0].at)


def _product(left: Node, right: Node) -> Node:
    return Mul(flat(Mul, [left, right]), at=left.at)


def _is_differential(node: Node) -> bool:
    return getattr(node, "name", "") == "d"


def _split_differential(node: Node) -> tuple[Node | None, Node | None]:
    """Return `4πr² dr` as 4πr² and dr; the second is None where the product does not end in a differential."""
    factors = node.factors if isinstance(node, Mul) else (node,)
    for length in (1, 2):
        if len(factors) < length:
            break
        head = factors[-length]
        if _is_differential(head.base if isinstance(head, Pow) else head):
            before, above = factors[:-length], factors[-length:]
            rest = None if not before else before[0] if len(before) == 1 else Mul(before, at=node.at)
            return rest, above[0] if length == 1 else Mul(above, at=head.at)
    return None, None
