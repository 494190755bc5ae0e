"""How each kind of node gets its value, in floats or in a context of mpmath. Bounded in time and memory."""

import math
import operator
from collections.abc import Callable
from fractions import Fraction
from typing import Any

from maths.meaning import Beyond, Meaning, Point, Undefined, is_plain_angle, key_of, literal
from maths.symbols import TRIGONOMETRIC
from maths.syntax import (
    Add,
    Applied,
    Basis,
    BigOperator,
    Call,
    Constant,
    Degree,
    Div,
    Factorial,
    Mixed,
    Mul,
    Neg,
    Node,
    Number,
    Percent,
    Piecewise,
    Pow,
    Recurring,
    Relation,
    Root,
    Symbol,
    walk,
)

# Values beyond 2^±this are refused: their arithmetic would take unlimited time and memory.
_LARGEST_POWER_OF_TWO = 20_000
_LARGEST_FACTORIAL = 2_000
_MOST_TERMS = 200
_COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "=": operator.eq, "≠": operator.ne, "<": operator.lt, "≤": operator.le, ">": operator.gt, "≥": operator.ge,
}  # fmt: skip


class Evaluator:
    def __init__(self, point: Point, meaning: Meaning) -> None:
        self.point, self.meaning = point, meaning

    def value(self, node: Node) -> Any:
        handler = _HANDLERS.get(type(node))
        if handler is None:
            raise Beyond
        return handler(self, node)

    def number(self, value: Fraction) -> Any:
        raise NotImplementedError

    def size(self, value: Any) -> float:
        """Return the logarithm to base 2 of |value|; -inf for 0."""
        raise NotImplementedError

    def function(self, name: str, *arguments: Any) -> Any:
        raise NotImplementedError

    def constant(self, name: str) -> Any:
        raise NotImplementedError

    def checked(self, value: Any) -> Any:
        if abs(self.size(value)) > _LARGEST_POWER_OF_TWO and value != 0:
            raise Beyond
        return value

    def is_zero(self, value: Any) -> bool:
        return bool(value == 0)

    def unknown(self, node: Node) -> Any:
        return self.point[key_of(node)]

    def total(self, node: Add) -> Any:
        result = self.value(node.terms[0])
        for term in node.terms[1:]:
            result = result - self.value(term.term) if isinstance(term, Neg) else result + self.value(term)
        return result

    def product(self, node: Mul) -> Any:
        result = self.value(node.factors[0])
        for factor in node.factors[1:]:
            result = result * self.value(factor)
        return self.checked(result)

    def quotient(self, node: Div) -> Any:
        above, below = self.value(node.numerator), self.value(node.denominator)
        if self.is_zero(below):
            raise Undefined
        return above / below

    def power(self, node: Pow) -> Any:
        base = self.value(node.base)
        exponent = literal(node.exponent)
        if exponent is None:
            value = self.value(node.exponent)
            if not self.meaning.is_complex and value == int(value):
                exponent = Fraction(int(value))
            else:
                return self._general_power(base, value)
        if exponent.denominator == 1:
            return self._integer_power(base, int(exponent))
        if self.meaning.is_complex or base >= 0:
            return self._general_power(base, self.number(exponent))
        return self._real_root_of_negative(base, exponent)

    def _integer_power(self, base: Any, exponent: int) -> Any:
        if self.is_zero(base):
            if exponent <= 0:
                raise Undefined
            return base
        self._check_power(base, exponent)
        return base**exponent

    def _general_power(self, base: Any, exponent: Any) -> Any:
        if self.is_zero(base):
            if self.meaning.is_complex or exponent <= 0:
                raise Undefined
            return base
        if not self.meaning.is_complex and base < 0:
            raise Undefined
        self._check_power(base, exponent)
        return base**exponent

    def _check_power(self, base: Any, exponent: Any) -> None:
        if self.size(exponent) > 40 or abs(self.size(base) * float(abs(exponent))) > _LARGEST_POWER_OF_TWO:
            raise Beyond

    def _real_root_of_negative(self, base: Any, exponent: Fraction) -> Any:
        """Return the real root of a negative number: (-8)^(1/3) is -2 in school. Raises Undefined for an even root."""
        if exponent.denominator % 2 == 0:
            raise Undefined
        self._check_power(base, self.number(exponent))
        result = (-base) ** self.number(exponent)
        return -result if exponent.numerator % 2 else result

    def root(self, node: Root) -> Any:
        index = Fraction(2) if node.index is None else literal(node.index)
        if index is None:
            return self._general_power(self.value(node.radicand), 1 / self.value(node.index or node))
        base = self.value(node.radicand)
        if index == 2:
            if self.meaning.is_complex or base >= 0:
                return self.function("sqrt", base)
            raise Undefined
        if index == 0:
            raise Undefined
        if base == 0:
            return base
        if self.meaning.is_complex or base > 0:
            return self._general_power(base, self.number(1 / index))
        return self._real_root_of_negative(base, 1 / index)

    def call(self, node: Call) -> Any:
        name = node.name
        if name in TRIGONOMETRIC and self.meaning.in_degrees and is_plain_angle(node):
            return self.trigonometric(name, self.value(Degree(node.arguments[0])))
        arguments = [self.value(argument) for argument in node.arguments]
        first = arguments[0]
        if name in TRIGONOMETRIC:
            return self.trigonometric(name, first)
        if name in ("ln", "log"):
            return self.logarithm(name, arguments)
        if name in ("binomial", "permutations"):
            return self.choices(name, *arguments)
        if name == "exp":
            self._check_power(self.constant("e"), first)
            return self.function("exp", first)
        if name == "abs":
            return abs(first)
        if name in ("max", "min"):
            return (max if name == "max" else min)(arguments)
        if name in ("gcd", "lcm"):
            if any(value != int(value) for value in arguments):
                raise Undefined
            return (math.gcd if name == "gcd" else math.lcm)(*(int(value) for value in arguments))
        if name == "sgn":
            return (first > 0) - (first < 0)
        return self.other(name, first)

    def other(self, name: str, value: Any) -> Any:
        """Return the value of an inverse or hyperbolic function, floor, ceil, or a function of complex numbers."""
        if name in ("asec", "acosec", "acot"):
            if name == "acot":  # NCERT: between 0 and π
                return self.constant("pi") / 2 - self.function("atan", value)
            if self.is_zero(value):
                raise Undefined
            name, value = {"asec": "acos", "acosec": "asin"}[name], 1 / value
        if name in ("sech", "cosech", "coth"):
            return self._hyperbolic_reciprocal(name, value)
        if name in ("asin", "acos") and not self.meaning.is_complex and abs(value) > 1:
            raise Undefined
        if name in ("sinh", "cosh"):
            self._check_power(self.constant("e"), value)
        return self.function(name, value)

    def _hyperbolic_reciprocal(self, name: str, value: Any) -> Any:
        below = self.other({"sech": "cosh", "cosech": "sinh", "coth": "tanh"}[name], value)
        if self.is_zero(below):
            raise Undefined
        return 1 / below

    def trigonometric(self, name: str, angle: Any) -> Any:
        if self.size(angle) > 200:
            raise Beyond
        if name in ("sin", "cos"):
            return self.function(name, angle)
        sine, cosine = self.function("sin", angle), self.function("cos", angle)
        above, below = {"tan": (sine, cosine), "cot": (cosine, sine), "sec": (1, cosine), "cosec": (1, sine)}[name]
        if self.is_zero(below):
            raise Undefined
        return above / below

    def logarithm(self, name: str, arguments: list[Any]) -> Any:
        value = arguments[0]
        if self.is_zero(value) or (not self.meaning.is_complex and value < 0):
            raise Undefined
        result = self.function("log", value)
        if len(arguments) == 2:
            if self.is_zero(arguments[1]) or arguments[1] < 0 or arguments[1] == 1:
                raise Undefined
            return result / self.function("log", arguments[1])
        return (
            result / self.function("log", self.number(Fraction(10)))
            if name == "log" and self.meaning.log_base == "10"
            else result
        )

    def factorial(self, node: Factorial) -> Any:
        return self.exact(math.factorial(self._count(self.value(node.term))))

    def _count(self, value: Any) -> int:
        if value != int(value) or value < 0:
            raise Undefined
        if value > _LARGEST_FACTORIAL:
            raise Beyond
        return int(value)

    def choices(self, name: str, whole: Any, part: Any) -> Any:
        n, r = self._count(whole), self._count(part)
        if r > n:
            raise Undefined
        return self.exact(math.comb(n, r) if name == "binomial" else math.perm(n, r))

    def piecewise(self, node: Piecewise) -> Any:
        for value, condition in node.pieces:
            if condition is None or self._holds(condition):
                return self.value(value)
        raise Undefined

    def _holds(self, condition: Node) -> bool:
        if not isinstance(condition, Relation) or not set(condition.operators) <= set(_COMPARE):
            raise Beyond
        values = [self.value(operand) for operand in condition.operands]
        pairs = zip(values, condition.operators, values[1:], strict=False)
        return all(_COMPARE[sign](left, right) for left, sign, right in pairs)

    def big_operator(self, node: BigOperator) -> Any:
        """Return the value of a sum or product over whole numbers; integrals and limits have no value at a point."""
        if node.kind not in ("sum", "prod") or node.letter is None or node.low is None or node.high is None:
            raise Beyond
        low, high = self.value(node.low), self.value(node.high)
        if low != int(low) or high != int(high):
            raise Undefined
        if high - low > _MOST_TERMS or any(isinstance(part, BigOperator) for part in walk(node.body)):
            raise Beyond
        before, result = self.point, self.exact(0 if node.kind == "sum" else 1)
        try:
            for number in range(int(low), int(high) + 1):
                self.point = {**before, node.letter.name: number}
                value = self.value(node.body)
                result = result + value if node.kind == "sum" else self.checked(result * value)
        finally:
            self.point = before
        return result

    def exact(self, value: int) -> Any:
        return self.number(Fraction(value))

    def degree(self, node: Degree) -> Any:
        degrees = self.value(node.degrees)
        for part, share in ((node.minutes, 60), (node.seconds, 3600)):
            if part is not None:
                degrees = degrees + self.value(part) / share
        return degrees * self.constant("pi") / 180


_HANDLERS: dict[type[Node], Callable[[Any, Any], Any]] = {
    **dict.fromkeys((Number, Recurring), lambda self, node: self.number(node.value)),
    **dict.fromkeys((Symbol, Applied, Basis), lambda self, node: self.unknown(node)),
    Constant: lambda self, node: self.constant(node.name),
    Neg: lambda self, node: -self.value(node.term),
    Add: Evaluator.total,
    Mul: lambda self, node: self.product(node),
    Div: Evaluator.quotient,
    Pow: lambda self, node: self.power(node),
    Root: Evaluator.root,
    Call: lambda self, node: self.call(node),
    Factorial: Evaluator.factorial,
    Percent: lambda self, node: self.value(node.term) / 100,
    Degree: Evaluator.degree,
    Piecewise: Evaluator.piecewise,
    BigOperator: Evaluator.big_operator,
    Mixed: lambda self, node: self.number(node.whole.value) + self.value(node.part),
}
