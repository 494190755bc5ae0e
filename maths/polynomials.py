"""Exact arithmetic of rational expressions; what it proves needs no points. Bounded in size."""

from fractions import Fraction

from maths.meaning import key_of, literal
from maths.syntax import (
    Add,
    Applied,
    Basis,
    Div,
    Factorial,
    Mixed,
    Mul,
    Neg,
    Node,
    Number,
    Percent,
    Pow,
    Recurring,
    Symbol,
)

# A monomial is its unknowns with their powers, sorted; a polynomial gives each its coefficient, never 0.
Monomial = tuple[tuple[str, int], ...]
Polynomial = dict[Monomial, Fraction]
# Numerator and denominator, not reduced.
Rational = tuple[Polynomial, Polynomial]

_MOST_TERMS, _MOST_BITS, _HIGHEST_POWER = 120, 4_000, 40
_ONE: Polynomial = {(): Fraction(1)}


class TooMuch(Exception):
    """Not a rational expression, or too large to expand."""


def rational_of(node: Node) -> Rational | None:
    """Return the expression as a quotient of polynomials over ℚ, or None. A denominator of 0 gives ({}, {})."""
    try:
        return _rational(node)
    except TooMuch:
        return None


def are_equal(left: Rational, right: Rational) -> bool | None:
    """Return whether two quotients are the same wherever both exist; None where one exists nowhere or is too large."""
    if not left[1] or not right[1]:
        return None
    try:
        return times(left[0], right[1]) == times(right[0], left[1])
    except TooMuch:
        return None


def plus(left: Polynomial, right: Polynomial, sign: int = 1) -> Polynomial:
    """Return left + sign · right."""
    result = dict(left)
    for monomial, coefficient in right.items():
        total = result.get(monomial, Fraction(0)) + sign * coefficient
        if total:
            result[monomial] = total
        else:
            result.pop(monomial, None)
    return _bounded(result)


def times(left: Polynomial, right: Polynomial) -> Polynomial:
    """Return the product. Raises TooMuch."""
    if len(left) * len(right) > 20 * _MOST_TERMS:
        raise TooMuch
    result: Polynomial = {}
    for one, coefficient in left.items():
        for two, other in right.items():
            monomial = _join(one, two)
            total = result.get(monomial, Fraction(0)) + coefficient * other
            if total:
                result[monomial] = total
            else:
                result.pop(monomial, None)
    return _bounded(result)


def _join(one: Monomial, two: Monomial) -> Monomial:
    if not one or not two:
        return one or two
    powers = dict(one)
    for name, power in two:
        powers[name] = powers.get(name, 0) + power
    return tuple(sorted(powers.items()))


def _bounded(polynomial: Polynomial) -> Polynomial:
    if len(polynomial) > _MOST_TERMS:
        raise TooMuch
    for coefficient in polynomial.values():
        if coefficient.numerator.bit_length() + coefficient.denominator.bit_length() > _MOST_BITS:
            raise TooMuch
    return polynomial


def _power(base: Rational, exponent: int) -> Rational:
    if abs(exponent) > _HIGHEST_POWER and not (_is_constant(base[0]) and _is_constant(base[1])):
        raise TooMuch
    if exponent < 0:
        base, exponent = (base[1], base[0]), -exponent
    if exponent > _MOST_BITS or (exponent == 0 and not base[0]):
        raise TooMuch
    result: Rational = (_ONE, _ONE)
    while exponent:
        if exponent & 1:
            result = (times(result[0], base[0]), times(result[1], base[1]))
        exponent >>= 1
        if exponent:
            base = (times(base[0], base[0]), times(base[1], base[1]))
    return result


def _is_constant(polynomial: Polynomial) -> bool:
    return not polynomial or set(polynomial) == {()}


def _constant(value: Fraction) -> Rational:
    return ({(): value} if value else {}, _ONE)


def _rational(node: Node) -> Rational:
    match node:
        case Number() | Recurring():
            return _constant(node.value)
        case Symbol() | Applied() | Basis():
            return ({((str(key_of(node)), 1),): Fraction(1)}, _ONE)
        case Neg(term):
            above, below = _rational(term)
            return ({monomial: -coefficient for monomial, coefficient in above.items()}, below)
        case Add(terms):
            return _total([_rational(term) for term in terms])
        case Mul(factors):
            above, below = _ONE, _ONE
            for factor in factors:
                one, two = _rational(factor)
                above, below = times(above, one), times(below, two) if two != _ONE else below
            return above, below
        case Div(numerator, denominator):
            (above, below), (one, two) = _rational(numerator), _rational(denominator)
            return times(above, two), times(below, one)
        case Mixed(whole, part):
            return _total([_rational(whole), _rational(part)])
        case Percent(term):
            above, below = _rational(term)
            return above, times(below, {(): Fraction(100)})
        case Pow(base, exponent):
            value = literal(exponent)
            if value is None or value.denominator != 1:
                raise TooMuch
            return _power(_rational(base), int(value))
        case Factorial(Number() as term) if term.is_integer and term.value <= 100:
            return _constant(_factorial(int(term.value)))
    raise TooMuch


def _factorial(n: int) -> Fraction:
    result = 1
    for factor in range(2, n + 1):
        result *= factor
    return Fraction(result)


def _total(parts: list[Rational]) -> Rational:
    above, below = parts[0]
    for one, two in parts[1:]:
        if two == below:
            above = plus(above, one)
        else:
            above, below = plus(times(above, two), times(one, below)), times(below, two)
    return above, below


def constant_ratio(left: Polynomial, right: Polynomial) -> Fraction | None:
    """Return the number q with left = q · right, or None."""
    if not left or not right or set(left) != set(right):
        return None
    monomial = next(iter(right))
    ratio = left[monomial] / right[monomial]
    return ratio if all(left[one] == ratio * coefficient for one, coefficient in right.items()) else None
