"""The form "factorised": products that cannot be split further over the whole numbers, and products of primes."""

from collections.abc import Iterator
from math import isqrt

from maths.forms.divisors import can_be_split, common_letters, content
from maths.forms.parts import CannotTell, rational_tree, sides_of, whole
from maths.forms.sums import like_terms
from maths.meaning import literal
from maths.polynomials import Polynomial, Rational, rational_of
from maths.syntax import Add, Div, Mul, Neg, Node, Number, Pow, symbols_of, walk

_LARGEST_PRIME = 10**12


def factorised(node: Node) -> str:
    """Check for a product of factors that cannot be split over the whole numbers; a whole number needs primes."""
    if len(sides_of(node)) > 1:
        return next((why for side in sides_of(node) if literal(side) is None and (why := factorised(side))), "")
    tree = rational_tree(node)
    if not symbols_of(tree):
        return _of_primes(tree)
    rational = rational_of(tree)
    if rational is None:
        raise CannotTell
    has_fractions = bool(rational[1]) and not _is_whole(rational)
    factors = list(_factors(tree))
    found = [_not_prime(factor, has_fractions=has_fractions, is_alone=len(factors) == 1) for factor in factors]
    return next((why for why in found if why), "")


def _is_whole(rational: Rational) -> bool:
    """Whether its coefficients are whole numbers, or could be if the letters below are left alone."""
    above, below = rational
    return (content(above) / content(below)).denominator == 1 if above else True


def _has_fractions(polynomial: Polynomial) -> bool:
    return any(value.denominator != 1 for value in polynomial.values())


def _factors(node: Node) -> Iterator[Node]:
    match node:
        case Neg(term):
            yield from _factors(term)
        case Mul(factors):
            for factor in factors:
                yield from _factors(factor)
        case Div(numerator, denominator):
            yield from _factors(numerator)
            yield from _factors(denominator)
        case Pow(base):
            yield from _factors(base)
        case _:
            yield node


def _not_prime(factor: Node, *, has_fractions: bool, is_alone: bool) -> str:
    """Return the code of what is left to do in one factor, "" for nothing."""
    if not isinstance(factor, Add):
        return ""
    if not symbols_of(factor):
        return "numbers_left"
    if why := like_terms(factor):
        return why
    rational = rational_of(factor)
    if rational is None or not rational[0] or not rational[1]:
        raise CannotTell
    above, below = rational
    if set(below) != {()}:
        return "fraction_in_factor"
    polynomial = {monomial: value / below[()] for monomial, value in above.items()}
    if common_letters(polynomial):
        return "common_letter"
    if _has_fractions(polynomial):
        if not has_fractions:
            return "fraction_in_factor"
    elif content(polynomial) != 1:
        return "common_number"
    splits = can_be_split(polynomial)
    if splits is None:
        raise CannotTell
    return ("not_a_product" if is_alone else "factor_further") if splits else ""


def _of_primes(node: Node) -> str:
    for factor in _factors(node):
        number = whole(factor)
        if number is None:
            return "numbers_left" if any(isinstance(part, Number) for part in walk(factor)) else ""
        if number > _LARGEST_PRIME:
            raise CannotTell
        if number > 1 and any(number % one == 0 for one in range(2, isqrt(number) + 1)):
            return "not_primes"
    return ""
