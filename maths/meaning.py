"""What an expression's letters and signs mean when its value is computed."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache
from typing import Any

from maths.syntax import (
    Add,
    Applied,
    Basis,
    Call,
    Div,
    Mixed,
    Mul,
    Neg,
    Node,
    Number,
    Recurring,
    Symbol,
    children,
    walk,
)

Point = Mapping[Any, Any]


class Undefined(Exception):
    """The expression has no (real) value at this point."""


class Beyond(Exception):
    """Too large to compute, or not a number at all: values at points decide nothing."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """Settles what the text leaves open. `log_base`: of a log without one. `in_degrees`: sin 30 means sin 30°."""

    log_base: str = "e"
    in_degrees: bool = False
    is_complex: bool = False

    def with_complex(self) -> "Meaning":
        return replace(self, is_complex=True)


def key_of(node: Node) -> Any:
    """Return the key of an unknown in a point: a symbol's name, or the whole node where its parts have no value."""
    if isinstance(node, Symbol):
        return node.name
    return (type(node).__name__, node)


def unknowns_of(node: Node) -> set[Any]:
    """Return the keys that a point must have for `node`."""
    if isinstance(node, Symbol | Applied | Basis):
        return {key_of(node)}
    return {key for child in children(node) for key in unknowns_of(child)}


@lru_cache(maxsize=4096)
def literal(node: Node) -> Fraction | None:
    """Return the exact value of a written number: 2, -2, 1/3, 3 1/2; None for all else."""
    match node:
        case Number() | Recurring():
            return node.value
        case Neg(term):
            value = literal(term)
            return None if value is None else -value
        case Div(above, below) | Mixed(part=Div(above, below)):
            top, bottom = literal(above), literal(below)
            if top is None or not bottom:
                return None
            return top / bottom + (node.whole.value if isinstance(node, Mixed) else 0)
    return None


def is_plain_angle(node: Call) -> bool:
    """Return whether a trigonometric function is taken of a bare number, without π or °: sin 30."""
    return all(isinstance(part, Number | Neg | Add | Mul | Div | Mixed) for part in walk(node.arguments[0]))
