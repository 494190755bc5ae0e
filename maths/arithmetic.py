"""The two arithmetics in which expressions get their values: floats, which are fast, and mpmath's many digits."""

import math
from collections.abc import Callable
from fractions import Fraction
from typing import Any

from maths.evaluators import Evaluator
from maths.meaning import Beyond, Meaning, Point, key_of
from maths.syntax import Node


class Floats(Evaluator):
    """Real arithmetic in floats."""

    _FUNCTIONS: dict[str, Callable[..., float]] = {
        name: getattr(math, name)
        for name in [
            "sin",
            "cos",
            "sqrt",
            "log",
            "exp",
            "asin",
            "acos",
            "atan",
            "sinh",
            "cosh",
            "tanh",
            "asinh",
            "acosh",
            "atanh",
            "floor",
            "ceil",
        ]
    }

    def number(self, value: Fraction) -> float:
        return value.numerator / value.denominator

    def size(self, value: Any) -> float:
        return math.log2(abs(value)) if value else -math.inf

    def checked(self, value: Any) -> Any:
        return value

    def is_zero(self, value: Any) -> bool:
        return bool(-1e-13 < value < 1e-13)

    def function(self, name: str, *arguments: Any) -> Any:
        try:
            return self._FUNCTIONS[name](*arguments)
        except KeyError:
            raise Beyond from None

    def constant(self, name: str) -> Any:
        if name not in ("pi", "e"):
            raise Beyond
        return math.pi if name == "pi" else math.e


class Precise(Evaluator):
    """Real or complex arithmetic in a context of mpmath."""

    def __init__(self, point: Point, meaning: Meaning, context: Any) -> None:
        super().__init__(point, meaning)
        self.context = context
        self.smallest = context.mpf(10) ** (12 - context.dps)

    def unknown(self, node: Node) -> Any:
        return self.context.convert(self.point[key_of(node)])

    def number(self, value: Fraction) -> Any:
        return self.context.mpf(value.numerator) / value.denominator

    def size(self, value: Any) -> float:
        return float(self.context.mag(value)) if value else -math.inf

    def is_zero(self, value: Any) -> bool:
        return bool(abs(value) < self.smallest)

    def function(self, name: str, *arguments: Any) -> Any:
        return getattr(self.context, name)(*arguments)

    def constant(self, name: str) -> Any:
        if name == "i":
            return self.context.mpc(0, 1)
        if name == "infinity":
            raise Beyond
        return +getattr(self.context, name)
