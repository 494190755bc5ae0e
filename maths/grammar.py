"""The grammar of typed maths: from text to a tree. Precedence climbs from statements down to powers.

statement  = clause { "or" clause } ;          clause  = listing { ("and" | newline) listing } ;
listing    = relation { ("," | ";") relation } ; relation = ratio { sign ratio } ;
ratio      = set { ":" set } ;                 set     = sum { ("∪" | "∩" | "∖") sum } ;
sum        = [sign] product { sign product } ; product = factor { ("×" | "/" | nothing) factor } ;
power      = postfix [ "^" exponent ] ;        postfix = atom { "!" | "%" | "°" } .

Each module reads its levels and builds on the one below: here down to sets, then `products`, `powers`, `atoms`.
"""

from maths.headings import Headings
from maths.listings import gathered, set_difference
from maths.notation import Notation
from maths.products import Products, flat
from maths.readability import Unreadable
from maths.symbols import RELATIONS
from maths.syntax import Alternatives, Node, Ratio, Relation, SetOperation, Symbol, System


class Grammar(Products, Headings):
    """Reads a whole answer; see the module for the levels."""

    def answer(self) -> Node:
        """Return the tree of the whole text; what follows the last ⇒ is the answer."""
        while self.took("⇒", "\n", ".", ":", "≈", "="):
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
        while self.took_word("or", "∨"):
            self.took(",")
            parts.append(self._clause())
        self.depth -= 1
        return parts[0] if len(parts) == 1 else Alternatives(flat(Alternatives, parts), at=parts[0].at)

    def _clause(self) -> Node:
        parts = [self._listing()]
        while self.took_word("and", "∧", "\n", "where", "for", "with"):
            if self.token.kind == "end":
                break
            parts.append(self._listing())
        return parts[0] if len(parts) == 1 else System(flat(System, parts), at=parts[0].at)

    def _listing(self) -> Node:
        items = [self.relation()]
        while self.is_sign(",", ";"):
            after = self.peek()
            if after.kind == "end" or after.text.lower() in ("or", "and"):
                self.take()
                break
            self.take()
            self.took_word("where", "for", "with")
            items.append(self.relation())
        return gathered(items)

    def relation(self) -> Node:
        at, name = self.token.at, self.heading()
        if not name:
            return self._relation()
        value, label = self._relation(), Symbol(name, at=at)
        if isinstance(value, Relation):
            return Relation((label, *value.operands), ("=", *value.operators), at=at)
        return Relation((label, value), ("=",), at=at)

    def _relation(self) -> Node:
        operands, operators = [self._ratio()], []
        while (self.token.kind == "sign" and self.token.text in RELATIONS) or self.is_verb():
            operators.append("=" if self.is_verb() else self.token.text)
            self.take()
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
        while self.is_sign("∪", "∩", "∖") or self.is_union():
            sign = self.take().text.replace("U", "∪")
            right = set_difference(self.sum())
            same = isinstance(node, SetOperation) and node.operator == sign and sign != "∖"
            parts = node.parts if same and isinstance(node, SetOperation) else (node,)
            node = SetOperation(sign, (*parts, right), at=node.at)
        return node

    def set_element(self) -> Node:
        bars, self.bars = self.bars, 1
        node = self.set_expression()
        if self.token.kind == "sign" and self.token.text in RELATIONS:
            sign = self.take().text
            node = Relation((node, self.set_expression()), (sign,), at=node.at)
        self.bars = bars
        return node


def parse(text: str, notation: Notation) -> tuple[Node, bool]:
    """Return the tree of a text, and whether another convention would read it otherwise.

    Raises Unreadable, nothing else.
    """
    grammar = Grammar(text, notation)
    return grammar.answer(), grammar.is_ambiguous
