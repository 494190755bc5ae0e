"""Trees made from trees: a part replaced, ± split into its two values."""

from dataclasses import fields
from dataclasses import replace as with_fields
from typing import Any

from maths.syntax import (
    Add,
    Applied,
    Basis,
    Call,
    Derivative,
    Div,
    Matrix,
    Mul,
    Neg,
    Node,
    Number,
    PlusMinus,
    Symbol,
    walk,
)


def replaced(node: Node, old: Node, new: Node) -> Node:
    """Return `node` with `new` in the place of every `old`."""
    if node == old:
        return new
    changes = {}
    for one in fields(node):
        before = getattr(node, one.name)
        after = _replaced(before, old, new)
        if after is not before:
            changes[one.name] = after
    return with_fields(node, **changes) if changes else node


def _replaced(value: Any, old: Node, new: Node) -> Any:
    if isinstance(value, Node):
        return replaced(value, old, new)
    if isinstance(value, tuple):
        after = tuple(_replaced(item, old, new) for item in value)
        return after if any(one is not two for one, two in zip(value, after, strict=True)) else value
    return value


def with_named_derivatives(node: Node) -> Node:
    """Replace dy/dx and y′ by the letter "y′": in one question they are one thing, and nothing else is known of it."""
    for one in [one for one in walk(node) if isinstance(one, Derivative) and isinstance(one.of, Symbol)]:
        if isinstance(one.of, Symbol):
            node = replaced(node, one, Symbol(one.of.name + "′" * one.order))
    return node


def prepared(node: Node) -> Node:
    """Prepare a tree for comparison: derivatives named, P(A′) as 1 - P(A), determinants up to 3 × 3 written out."""
    node = with_named_derivatives(node)
    for chance in [one for one in walk(node) if isinstance(one, Applied) and one.name == "P"]:
        match chance.arguments:
            case (Symbol(event),) if event.endswith("′"):
                node = replaced(node, chance, Add((Number("1"), Neg(Applied("P", (Symbol(event[:-1]),))))))
    for one in [one for one in walk(node) if isinstance(one, Call) and one.name == "det"]:
        match one.arguments:
            case (Matrix(rows),) if len(rows) == len(rows[0]) <= 3:
                node = replaced(node, one, determinant(rows))
    return node


def determinant(rows: tuple[tuple[Node, ...], ...]) -> Node:
    """Return the determinant of a square of cells, written out."""
    if len(rows) == 1:
        return rows[0][0]
    terms: list[Node] = []
    for place, cell in enumerate(rows[0]):
        minor = determinant(tuple(row[:place] + row[place + 1 :] for row in rows[1:]))
        terms.append(Neg(Mul((cell, minor))) if place % 2 else Mul((cell, minor)))
    return Add(tuple(terms))


def is_vector(node: Node) -> bool:
    """Return whether it is a vector: a, with its arrow or hat, or i, j, k; a length or an angle is none."""
    match node:
        case Symbol(name):
            return name.startswith(("vec ", "hat "))
        case Basis() | Call("cross"):
            return True
        case Neg(term):
            return is_vector(term)
        case Div(numerator, _):
            return is_vector(numerator)
        case Add(terms):
            return any(map(is_vector, terms))
        case Mul(factors):
            return sum(map(is_vector, factors)) == 1
    return False


def signs_of(node: Node) -> list[Node]:
    """Return the two meanings of a node with ±, upper signs first; the node itself where it has none."""
    marks = [one for one in walk(node) if isinstance(one, PlusMinus)]
    if not marks:
        return [node]
    return [_signed(node, upper=True), _signed(node, upper=False)]


def _signed(node: Node, *, upper: bool) -> Node:
    while mark := next((one for one in walk(node) if isinstance(one, PlusMinus)), None):
        right = mark.right if (mark.upper == "+") == upper else Neg(mark.right)
        node = replaced(node, mark, right if mark.left is None else Add((mark.left, right)))
    return node
