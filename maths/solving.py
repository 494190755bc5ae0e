"""The real solutions of statements about one unknown, in 50 digits: complete for rational sides, also with |…|."""

from collections.abc import Callable
from fractions import Fraction
from itertools import pairwise, product
from typing import Any

from maths.evaluation import evaluate, precise
from maths.meaning import Beyond, Meaning, Point, Undefined
from maths.polynomials import Polynomial, rational_of
from maths.realsets import Piece, RealSet, everything, interval, same, single
from maths.syntax import (
    Add,
    Alternatives,
    Call,
    Constant,
    Interval,
    ListOf,
    NamedSet,
    Neg,
    Node,
    Phrase,
    PlusMinus,
    Relation,
    SetBuilder,
    SetOf,
    SetOperation,
    Symbol,
    System,
    Tuple,
    children,
    symbols_of,
    walk,
)
from maths.trees import replaced, signs_of

_HIGHEST_DEGREE, _MOST_BARS = 12, 3
_COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "=": lambda left, right: same(left, right),
    "≠": lambda left, right: not same(left, right),
    "<": lambda left, right: bool(left < right) and not same(left, right),
    ">": lambda left, right: bool(left > right) and not same(left, right),
    "≤": lambda left, right: bool(left < right) or same(left, right),
    "≥": lambda left, right: bool(left > right) or same(left, right),
}


class NotSolved(Exception):
    """These statements are beyond what is solved here."""


class Senseless(NotSolved):
    """An interval from a larger number to a smaller one, or one that ends at ∞ with a square bracket."""


class Solver:
    """Solutions for `unknown` (None: the statements are sets as such), other letters having the values of `point`."""

    def __init__(self, unknown: str | None, point: Point, meaning: Meaning) -> None:
        self.unknown, self.point, self.meaning = unknown, point, meaning

    def solve(self, node: Node) -> RealSet:
        """Return the set that a statement, a list of values or a set describes. Raises NotSolved."""
        match node:
            case Alternatives(parts) | SetOf(parts) | ListOf(parts):
                return RealSet.of(piece for part in parts for piece in self.solve(part).pieces)
            case System(parts) | SetBuilder(conditions=parts):
                result = everything()
                for part in parts:
                    result = result.intersection(self.solve(part))
                return result
            case Relation(operands, operators):
                result = everything()
                for left, sign, right in zip(operands, operators, operands[1:], strict=False):
                    result = result.intersection(self._relation(left, sign, right))
                return result
            case Interval(low, high, low_closed, high_closed):
                return self._interval(low, high, low_closed, high_closed)
            case Tuple((low, high)):
                return self._interval(low, high, False, False)
            case NamedSet("R") | Phrase("all real numbers"):
                return everything()
            case Phrase("no solution"):
                return RealSet()
            case SetOperation(operator, parts):
                return self._operation(operator, [self.solve(part) for part in parts])
            case PlusMinus():
                return RealSet.of(piece for side in signs_of(node) for piece in self.solve(side).pieces)
        return single(self._end(node))

    def _interval(self, low: Node, high: Node, low_closed: bool, high_closed: bool) -> RealSet:
        left, right, infinity = self._end(low), self._end(high), precise().inf
        if left > right or (low_closed and left == -infinity) or (high_closed and right == infinity):
            raise Senseless
        return interval(left, right, low_closed, high_closed)

    def _operation(self, operator: str, parts: list[RealSet]) -> RealSet:
        result = parts[0]
        for part in parts[1:]:
            step = {"∪": result.union, "∩": result.intersection, "∖": result.difference}[operator]
            result = step(part)
        return result

    def _end(self, node: Node) -> Any:
        """The value of an end; a letter that has none is not solved."""
        if isinstance(node, Constant) and node.name == "infinity":
            return precise().inf
        if isinstance(node, Neg) and isinstance(node.term, Constant) and node.term.name == "infinity":
            return -precise().inf
        if any(isinstance(part, PlusMinus) for part in walk(node)):
            raise NotSolved
        return self._value(node, self.point)

    def _value(self, node: Node, point: Point) -> Any:
        try:
            return self._real(node, point)
        except (Undefined, KeyError):
            raise NotSolved from None

    def _relation(self, left: Node, sign: str, right: Node) -> RealSet:
        if sign in "∈∉":
            if not isinstance(left, Symbol) or left.name != self.unknown:
                raise NotSolved
            inside = self.solve(right)
            return inside if sign == "∈" else inside.complement()
        sides = [(one, two) for one in signs_of(left) for two in signs_of(right)]
        if len(sides) > 1 and sign != "=":
            raise NotSolved
        return RealSet.of(piece for one, two in sides for piece in self._solved(one, sign, two).pieces)

    def _solved(self, left: Node, sign: str, right: Node) -> RealSet:
        if sign not in _COMPARE or self.unknown is None:
            raise NotSolved
        roots = self._critical(left, right)
        infinity = precise().inf
        pieces = [Piece(root, root, True, True) for root in roots if self._holds(left, sign, right, root)]
        for low, high in pairwise([-infinity, *roots, infinity]):
            if self._holds(left, sign, right, _between(low, high)):
                pieces.append(Piece(low, high, False, False))
        return RealSet.of(pieces)

    def _holds(self, left: Node, sign: str, right: Node, value: Any) -> bool:
        point = {**self.point, self.unknown: value}
        try:
            one, two = self._real(left, point), self._real(right, point)
        except Undefined:
            return False
        except (Beyond, KeyError):
            raise NotSolved from None
        return bool(_COMPARE[sign](one, two))

    def _critical(self, left: Node, right: Node) -> list[Any]:
        """Return the points where left and right can meet, jump or end: all of them, and perhaps others."""
        try:
            difference = self._frozen(Add((left, Neg(right))))
        except Undefined:
            return []
        bars = list(dict.fromkeys(one for one in walk(difference) if isinstance(one, Call) and one.name == "abs"))
        if len(bars) > _MOST_BARS:
            raise NotSolved
        points: list[Any] = []
        for signs in product((False, True), repeat=len(bars)):
            branch: Node = difference
            for bar, negative in zip(bars, signs, strict=True):
                branch = replaced(branch, bar, Neg(bar.arguments[0]) if negative else bar.arguments[0])
            points += self._roots_of(branch)
        for bar in bars:
            if not any(isinstance(one, Call) and one.name == "abs" for one in walk(bar.arguments[0])):
                points += self._roots_of(bar.arguments[0])
        ordered: list[Any] = []
        for point in sorted(points):
            if not ordered or abs(ordered[-1] - point) > max(1, abs(point)) * precise().mpf(10) ** -15:
                ordered.append(point)
        return ordered

    def _frozen(self, node: Node) -> Node:
        """`node` with each part that has other letters only, or none, as a letter of its own with its value. May raise
        Undefined."""
        if self.unknown not in symbols_of(node):
            if rational_of(node) is None or symbols_of(node):
                name = f"#{len(self.point)}"
                self.point = {**self.point, name: self._real(node, self.point)}
                return Symbol(name)
            return node
        for child in dict.fromkeys(children(node)):
            node = replaced(node, child, self._frozen(child))
        return node

    def _real(self, node: Node, point: Point) -> Any:
        """The value of a part without the unknown. May raise Undefined; only what is real is solved here."""
        try:
            value = evaluate(node, point, precise(), self.meaning)
        except (Beyond, KeyError):
            raise NotSolved from None
        if isinstance(value, precise().mpc):
            raise NotSolved
        return value

    def _roots_of(self, node: Node) -> list[Any]:
        rational = rational_of(node)
        if rational is None:
            raise NotSolved
        return [root for polynomial in rational for root in self._roots(polynomial)]

    def _roots(self, polynomial: Polynomial) -> list[Any]:
        """The real roots of a polynomial in the unknown."""
        coefficients: dict[int, Any] = {}
        context = precise()
        for monomial, coefficient in polynomial.items():
            value: Any = coefficient
            degree = 0
            for name, power in monomial:
                if name == self.unknown:
                    degree = power
                elif name in self.point:
                    value = _precise(value) * context.convert(self.point[name]) ** power
                else:
                    raise NotSolved
            before = coefficients.get(degree)
            if before is not None:
                value = _precise(before) + _precise(value)
            coefficients[degree] = value
        highest = max((degree for degree, value in coefficients.items() if value != 0), default=0)
        if highest > _HIGHEST_DEGREE:
            raise NotSolved
        row = [coefficients.get(degree, Fraction(0)) for degree in range(highest, -1, -1)]
        if all(isinstance(value, Fraction) for value in row):
            row = _without_repeated_roots(row)
        return _real_roots([_precise(value) for value in row])


def unknown_of(*nodes: Node) -> str | None:
    """Return the one letter that statements are about: one alone on a side, or the only letter there is.

    None without one.
    """
    for node in nodes:
        for part in walk(node):
            if isinstance(part, Relation):
                for operand in part.operands:
                    if isinstance(operand, Symbol):
                        return operand.name
    names = {
        name for node in nodes if any(isinstance(part, Relation) for part in walk(node)) for name in symbols_of(node)
    }
    return names.pop() if len(names) == 1 else None


def _real_roots(coefficients: list[Any]) -> list[Any]:
    """The real roots; a repeated one of higher degree comes as several that lie close together."""
    context = precise()
    degree = len(coefficients) - 1
    if degree <= 0:
        return []
    if degree == 1:
        return [-coefficients[1] / coefficients[0]]
    if degree == 2:
        a, b, c = coefficients
        inside = b * b - 4 * a * c
        if abs(inside) <= max(b * b, abs(4 * a * c)) * context.mpf(10) ** (12 - context.dps):
            return [-b / (2 * a)]
        return (
            sorted([(-b - context.sqrt(inside)) / (2 * a), (-b + context.sqrt(inside)) / (2 * a)]) if inside > 0 else []
        )
    try:
        roots = context.polyroots(coefficients, maxsteps=100, extraprec=200)
    except context.NoConvergence:
        raise NotSolved from None
    return [context.re(root) for root in roots if abs(context.im(root)) <= max(1, abs(root)) * context.mpf(10) ** -12]


def _precise(value: Any) -> Any:
    return precise().mpf(value.numerator) / value.denominator if isinstance(value, Fraction) else value


def _without_repeated_roots(row: list[Fraction]) -> list[Fraction]:
    """The polynomial (highest power first) divided by its common divisor with its derivative: each root once."""
    one, two = row, [value * power for power, value in zip(range(len(row) - 1, 0, -1), row, strict=False)]
    while any(two):
        one, two = two, _divided(one, two)[1]
    return _divided(row, one)[0] if len(one) > 1 else row


def _divided(row: list[Fraction], by: list[Fraction]) -> tuple[list[Fraction], list[Fraction]]:
    """Quotient and rest of two polynomials, highest power first; the rest without leading zeros."""
    rest, quotient = list(row), []
    while len(rest) >= len(by):
        factor = rest[0] / by[0]
        quotient.append(factor)
        rest = [
            a - factor * b for a, b in zip(rest[1:], [*by[1:], *[Fraction(0)] * (len(rest) - len(by))], strict=True)
        ]
    while rest and not rest[0]:
        rest.pop(0)
    return quotient, rest


def _between(low: Any, high: Any) -> Any:
    context = precise()
    if context.isinf(low):
        return context.mpf("0.123") if context.isinf(high) else high - 1 - abs(high) / 7
    return low + 1 + abs(low) / 7 if context.isinf(high) else (low + high) / 2
