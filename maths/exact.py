"""Exact values of expressions without letters: for templates, where a float would print seventeen digits."""

import math
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from maths.evaluators import Evaluator
from maths.meaning import Beyond, Meaning, Undefined
from maths.syntax import Node, Relation, Symbol, symbols_of

_HOLDS = {
    "=": lambda left, right: left == right,
    "≠": lambda left, right: left != right,
    "<": lambda left, right: left < right,
    "≤": lambda left, right: left <= right,
    ">": lambda left, right: left > right,
    "≥": lambda left, right: left >= right,
}


class Exact(Evaluator):
    """Arithmetic in fractions; a root has a value only where that is a fraction."""

    def number(self, value: Fraction) -> Fraction:
        return value

    def unknown(self, node: Node) -> Fraction:
        if not isinstance(node, Symbol):
            raise Beyond
        value: Fraction = self.point[node.name]
        return value

    def size(self, value: Any) -> float:
        exact = Fraction(value)
        if not exact:
            return -math.inf
        return float(max(exact.numerator.bit_length(), exact.denominator.bit_length()))

    def _general_power(self, base: Any, exponent: Any) -> Fraction:
        power = Fraction(exponent)
        self._check_power(base, power)
        return even_root(Fraction(base), power.denominator) ** power.numerator

    def function(self, name: str, *arguments: Any) -> Fraction:
        (value,) = arguments
        if name == "sqrt":
            return even_root(Fraction(value), 2)
        if name in ("floor", "ceil"):
            return Fraction(math.floor(value) if name == "floor" else math.ceil(value))
        raise Beyond

    def constant(self, name: str) -> Fraction:
        raise Beyond


def even_root(value: Fraction, index: int) -> Fraction:
    """Return the exact root of `value`. Raises Undefined where it is irrational or not real."""
    if value < 0:
        if index % 2 == 0:
            raise Undefined
        return -even_root(-value, index)
    above, below = _whole_root(value.numerator, index), _whole_root(value.denominator, index)
    return Fraction(above, below)


def _whole_root(value: int, index: int) -> int:
    guess = math.isqrt(value) if index == 2 else round(value ** (1 / index))
    for root in (guess - 1, guess, guess + 1):
        if root >= 0 and root**index == value:
            return root
    raise Undefined


def exact_value(node: Node, values: Mapping[str, Fraction]) -> Fraction:
    """Return the value of `node`.

    Raises Undefined where it has none that is exact, Beyond where it is too large or no number.
    """
    if missing := symbols_of(node) - set(values):
        raise Undefined(", ".join(sorted(missing)))
    try:
        return Fraction(Exact(values, Meaning()).value(node))
    except (ZeroDivisionError, ValueError):
        raise Undefined from None
    except (OverflowError, TypeError, NotImplementedError, RecursionError):
        raise Beyond from None


def holds(node: Relation, values: Mapping[str, Fraction]) -> bool:
    """Return whether every link of the chain is true. Raises as `exact_value`."""
    exact = [exact_value(operand, values) for operand in node.operands]
    return all(
        _HOLDS[operator](left, right) for left, operator, right in zip(exact, node.operators, exact[1:], strict=False)
    )
