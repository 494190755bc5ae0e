"""The grammar of typed maths: from text to a tree. Precedence climbs from statements down to powers.

statement  = clause { "or" clause } ;          clause  = listing { ("and" | newline) listing } ;
listing    = relation { ("," | ";") relation } ; relation = ratio { sign ratio } ;
ratio      = set { ":" set } ;                 set     = sum { ("∪" | "∩" | "∖") sum } ;
sum        = [sign] product { sign product } ; product = factor { ("×" | "/" | nothing) factor } ;
power      = postfix [ "^" exponent ] ;        postfix = atom { "!" | "%" | "°" } .
"""

from mathvidya.maths.atoms import Atoms, fraction
from mathvidya.maths.lexer import Token
from mathvidya.maths.listings import gathered, set_difference
from mathvidya.maths.notation import Division, Notation
from mathvidya.maths.readability import Unreadable
from mathvidya.maths.symbols import RELATIONS
from mathvidya.maths.syntax import (
    Add,
    Alternatives,
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
    PlusMinus,
    Pow,
    Quantity,
    Ratio,
    Relation,
    SetOperation,
    System,
    Unit,
    symbols_of,
)

# Behind these a prime is a transpose or a derivative: (AB)', [[1, 2], [3, 4]]'.
_PERCENT = ("percent", "percentage", "pct")
_TRANSPOSED = (Add, Mul, Pow, Matrix)
_STARTS = frozenset({"number", "vulgar", "word", "name", "symbol", "constant", "basis", "set", "command", "upright"})


class Grammar(Atoms):
    """Reads a whole answer; see the module for the levels."""

    def answer(self) -> Node:
        """The tree of the whole text; what follows the last ⇒ is the answer."""
        while self.took("⇒", "\n", ".", ":"):
            pass
        node = self.statement()
        while self.took("⇒", "⇔"):
            node = self.statement()
        while self.took(".", "\n", ",", ";"):
            pass
        if self.token.kind != "end":
            raise self._stray()
        return node

    def _stray(self) -> Unreadable:
        token = self.token
        if token.text in (")", "]", "}", "\\}", "⟩", "|)"):
            return Unreadable(token.at, "bracket_close", {"sign": token.text.strip("\\").rstrip(")") or ")"})
        if token.kind == "number":
            return Unreadable(token.at, "two_numbers")
        if token.kind in ("word", "text", "upright"):
            return Unreadable(token.at, "unknown_word", {"word": token.text[:30]})
        return Unreadable(token.at, "unexpected", {"found": self.found()})

    def statement(self) -> Node:
        self.deeper()
        parts = [self._clause()]
        while self._took_word("or", "∨"):
            self.took(",")
            parts.append(self._clause())
        self.depth -= 1
        return parts[0] if len(parts) == 1 else Alternatives(_flat(Alternatives, parts), at=parts[0].at)

    def _took_word(self, *words: str) -> bool:
        if self.token.kind in ("word", "text", "upright", "sign") and self.token.text.lower() in words:
            self.take()
            return True
        return False

    def _clause(self) -> Node:
        parts = [self._listing()]
        while self._took_word("and", "∧", "\n", "where", "for", "with"):
            if self.token.kind == "end":
                break
            parts.append(self._listing())
        return parts[0] if len(parts) == 1 else System(_flat(System, parts), at=parts[0].at)

    def _listing(self) -> Node:
        items = [self.relation()]
        while self.is_sign(",", ";"):
            after = self.peek()
            if after.kind == "end" or after.text.lower() in ("or", "and"):
                self.take()
                break
            self.take()
            self._took_word("where", "for", "with")
            items.append(self.relation())
        return gathered(items)

    def relation(self) -> Node:
        operands, operators = [self._ratio()], []
        while self.token.kind == "sign" and self.token.text in RELATIONS:
            operators.append(self.take().text)
            is_set, self.in_sets = self.in_sets, operators[-1] in "∈∉⊂⊆"
            operands.append(self._ratio())
            self.in_sets = is_set
        return Relation(tuple(operands), tuple(operators), at=operands[0].at) if operators else operands[0]

    def _ratio(self) -> Node:
        parts = [self.set_expression()]
        while self.took(":"):
            parts.append(self.set_expression())
        return parts[0] if len(parts) == 1 else Ratio(tuple(parts), at=parts[0].at)

    def set_expression(self) -> Node:
        node = set_difference(self.sum())
        while self.is_sign("∪", "∩", "∖") or self._is_union():
            sign = self.take().text.replace("U", "∪")
            right = set_difference(self.sum())
            same = isinstance(node, SetOperation) and node.operator == sign and sign != "∖"
            parts = node.parts if same and isinstance(node, SetOperation) else (node,)
            node = SetOperation(sign, (*parts, right), at=node.at)
        return node

    def _is_union(self) -> bool:
        """`(1, 2) U (3, 4)`, as typed where there is no key for ∪."""
        if self.token.kind != "word" or self.token.text != "U" or not self.index:
            return False
        before, after = self.tokens[self.index - 1].text, self.peek().text
        is_set = after in ("{", "\\{") or (after in ("(", "[") and self.commas_inside(self.index + 2) == 1)
        return is_set and before in (")", "]", "}", "\\}")

    def set_element(self) -> Node:
        bars, self.bars = self.bars, 1
        node = self.set_expression()
        if self.token.kind == "sign" and self.token.text in RELATIONS:
            sign = self.take().text
            node = Relation((node, self.set_expression()), (sign,), at=node.at)
        self.bars = bars
        return node

    def sum(self) -> Node:
        self.deeper()
        terms: list[Node] = [self._first_term()]
        while self.is_sign("+", "-", "±", "∓"):
            sign = self.take()
            right = self._product()
            if sign.text in "±∓":
                terms = [PlusMinus(_sum(terms), right, "+" if sign.text == "±" else "-", at=terms[0].at)]
            else:
                terms.append(right if sign.text == "+" else Neg(right, at=sign.at))
        self.depth -= 1
        return _sum(terms)

    def _first_term(self) -> Node:
        sign = self.token
        if self.took("±", "∓"):
            return PlusMinus(None, self._product(), "+" if sign.text == "±" else "-", at=sign.at)
        if self.took("-"):
            return Neg(self._product(), at=sign.at)
        self.took("+")
        return self._product()

    def _product(self) -> Node:
        node = self._factor()
        while True:
            if self.took("*") or self._took_letter_for_sign(node):
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

    def _took_letter_for_sign(self, left: Node) -> bool:
        """`2 x 3` with the letter x for ×, unless the question has an x."""
        token, after = self.token, self.peek()
        is_sign = token.kind == "word" and token.text in ("x", "X") and token.spaced and after.spaced
        last = left.factors[-1] if isinstance(left, Mul) else left
        if is_sign and after.kind == "number" and not symbols_of(last) and token.text not in self.notation.names:
            self.take()
            return True
        return False

    def _with_smaller(self, measured: Node) -> Node:
        """`5 m 30 cm`: a value with a smaller unit behind it is added."""
        parts = [measured]
        while self.token.kind == "number" and self.peek().kind in ("word", "upright", "text"):
            value = Number(self.token.text, at=self.take().at)
            following = self.with_unit(value)
            if following is None:
                raise Unreadable(self.token.at, "unknown_word", {"word": self.found()})
            parts.append(following)
        return _sum(parts)

    def _factor(self) -> Node:
        """A factor after a sign: it may have its own minus."""
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
        """`a/bc` by the convention of `Division`."""
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
        divisor = factors[0] if len(factors) == 1 else Mul(_flat(Mul, factors), at=denominator.at)
        return fraction(numerator, divisor, numerator.at if numerator.at >= 0 else stroke.at)

    def _begins_unit(self, value: Node) -> bool:
        start, tokens = self.index, list(self.tokens)
        found = isinstance(value, Number) and self.with_unit(value) is not None
        self.index, self.tokens = start, tokens
        return found

    def begins_factor(self) -> bool:
        token = self.token
        if self._is_union():
            return False
        if token.kind in ("word", "text", "upright") and token.text.lower() in (
            "or",
            "and",
            "where",
            "for",
            "with",
            "per",
            *_PERCENT,
        ):
            return False
        if token.kind == "command":
            return token.text != "end"
        if token.kind == "sign":
            return token.text in ("(", "[", "\\{", "⌊", "⌈", "|(") or self._opens_group(token)
        return token.kind in _STARTS

    def _opens_group(self, token: Token) -> bool:
        return (token.text == "|" and not self.bars) or (token.text == "{" and self.latex)

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
        if self.is_sign("'"):
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
            elif self.took("%") or self._took_word(*_PERCENT):
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
            if self.token.kind == "number" and self.peek().text == sign:
                parts.append(Number(self.token.text, at=self.take().at))
                self.take()
            else:
                parts.append(None)
        return parts[0], parts[1]

    def cell(self) -> Node:
        sign = self.token
        node = Neg(self.power(), at=sign.at) if self.took("-") else self.power()
        if self.is_sign("/") and not self.token.spaced:
            self.take()
            return fraction(node, self.power(), node.at)
        while self.begins_factor() and not self.token.spaced:
            node = _product(node, self.power())
        return node


def parse(text: str, notation: Notation) -> tuple[Node, bool]:
    """The tree of a text, and whether another convention would read it otherwise. Raises Unreadable, nothing else."""
    grammar = Grammar(text, notation)
    return grammar.answer(), grammar.is_ambiguous


def _flat(kind: type[Node], parts: list[Node]) -> tuple[Node, ...]:
    """The parts, with those of the same kind opened."""
    name = {Mul: "factors", Add: "terms"}.get(kind, "parts")
    return tuple(inner for part in parts for inner in (getattr(part, name) if isinstance(part, kind) else (part,)))


def _sum(terms: list[Node]) -> Node:
    return terms[0] if len(terms) == 1 else Add(_flat(Add, terms), at=terms[0].at)


def _product(left: Node, right: Node) -> Node:
    return Mul(_flat(Mul, [left, right]), at=left.at)


def _is_differential(node: Node) -> bool:
    return getattr(node, "name", "") == "d"


def _split_differential(node: Node) -> tuple[Node | None, Node | None]:
    """`4πr² dr` as 4πr² and dr; the second is None where the product does not end in a differential."""
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
