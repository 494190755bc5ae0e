"""The parts of an answer whose form is judged, and a tree in which all that is not rational is a letter."""

from collections.abc import Iterator
from dataclasses import replace

from maths.checks.shapes import label_of, without_label
from maths.meaning import literal
from maths.syntax import (
    Add,
    Alternatives,
    Div,
    Interval,
    ListOf,
    Matrix,
    Mixed,
    Mul,
    Neg,
    Node,
    Number,
    Percent,
    PlusMinus,
    Pow,
    Quantity,
    Recurring,
    Relation,
    SetOf,
    SetOperation,
    Symbol,
    System,
    Tuple,
    walk,
)
from maths.trees import signs_of


class CannotTell(Exception):
    """Raised where it cannot be decided whether the answer has the form."""


def parts_of(answer: Node, *, is_equation: bool) -> Iterator[Node]:
    """Yield the values of an answer one by one, without labels, units and signs ±.

    `is_equation`: relations are the answer itself and are not split; else the last part of a chain is the answer.
    """
    match answer:
        case Relation() if is_equation:
            yield answer
            return
        case Relation(operands, operators) if set(operators) <= {"=", "≈"} and operators:
            below: tuple[Node, ...] = (without_label(answer) if label_of(answer) is not None else operands[-1],)
        case Relation(operands=below) | Alternatives(parts=below) | System(parts=below):
            pass
        case ListOf(items=below) | SetOf(items=below) | Tuple(items=below) | SetOperation(parts=below):
            pass
        case Interval(low, high):
            below = (low, high)
        case Matrix(rows):
            below = tuple(cell for row in rows for cell in row)
        case Quantity(value=value):
            below = (value,)
        case _:
            yield signs_of(answer)[0] if any(isinstance(one, PlusMinus) for one in walk(answer)) else answer
            return
    for one in below:
        yield from parts_of(one, is_equation=is_equation)


def sides_of(node: Node) -> tuple[Node, ...]:
    """Return the sides of a relation; any other node alone."""
    return node.operands if isinstance(node, Relation) else (node,)


def without_sign(node: Node) -> Node:
    return node.term if isinstance(node, Neg) else node


def terms_of(node: Node) -> tuple[Node, ...]:
    """Return what is added: the node itself where it is no sum."""
    return node.terms if isinstance(node, Add) else (node,)


def factors_of(node: Node) -> tuple[Node, ...]:
    """Return what is multiplied: the node itself where it is no product."""
    return node.factors if isinstance(node, Mul) else (node,)


def whole(node: Node) -> int | None:
    """Return the whole number that is written there, without a sign; else None."""
    return int(node.text) if isinstance(node, Number) and node.is_integer else None


def rational_tree(node: Node) -> Node:
    """Return the tree with each root, function, constant and power with letters as a letter of its own ("#0", "#1")."""
    return _renamed(node, {})


def _renamed(node: Node, names: dict[Node, str]) -> Node:
    match node:
        case Number() | Recurring() | Symbol() | Mixed():
            return node
        case Neg(term) | Percent(term):
            return replace(node, term=_renamed(term, names))
        case Add(terms):
            return replace(node, terms=tuple(_renamed(one, names) for one in terms))
        case Mul(factors):
            return replace(node, factors=tuple(_renamed(one, names) for one in factors))
        case Div(numerator, denominator):
            return replace(node, numerator=_renamed(numerator, names), denominator=_renamed(denominator, names))
        case Pow(base, exponent) if (power := literal(exponent)) is not None and power.denominator == 1:
            return replace(node, base=_renamed(base, names))
    return Symbol(names.setdefault(node, f"#{len(names)}"), at=node.at)
