"""The form "simplified surd": small radicands, roots together, none below a fraction's line."""

from fractions import Fraction
from math import isqrt

from maths.forms.divisors import content
from maths.forms.fractions import lowest_terms
from maths.forms.parts import CannotTell, factors_of, sides_of, terms_of, without_sign
from maths.forms.sums import like_terms
from maths.meaning import literal
from maths.polynomials import rational_of
from maths.syntax import Add, Div, Mul, Neg, Node, Number, Pow, Root, walk

_LARGEST_RADICAND = 10**10


def simplified_surd(node: Node) -> str:
    """Check that nothing can be taken out of a root, no root is below a fraction's line, and like surds are one."""
    return next((why for side in sides_of(node) if (why := _not_simplified(side))), "")


def _not_simplified(node: Node) -> str:
    for part in walk(node):
        if why := _lack_of(part):
            return why
    if not any(isinstance(part, Root) for part in walk(node)):
        return ""
    return like_terms(node) or ("common_factor" if lowest_terms(node) == "common_factor" else "")


def _lack_of(part: Node) -> str:
    match part:
        case Number():
            return "" if part.is_integer else "decimal"
        case Pow(Number(), Div()):
            return "power_for_root"
        case Pow(base, exponent) if literal(exponent) is not None and _has_root(base):
            return "powers_left" if isinstance(base, Root) else "brackets_left"
        case Div(_, denominator) if _has_root(denominator):
            return "root_below"
        case Root(radicand, index):
            return _of_root(radicand, Fraction(2) if index is None else literal(index))
        case Mul(factors):
            roots = [one for one in factors if isinstance(one, Root)]
            numbers = [one for one in factors if isinstance(one, Number)]
            sums = [one for one in factors if isinstance(one, Add) and _has_root(one)]
            if len({one.index for one in roots}) < len(roots):
                return "roots_side_by_side"
            if len(numbers) > 1:
                return "numbers_left"
            return "brackets_left" if sums and (roots or len(sums) > 1) else ""
    return ""


def _has_root(node: Node) -> bool:
    return any(isinstance(part, Root) for part in walk(node))


def _of_root(radicand: Node, index: Fraction | None) -> str:
    if index is None or index.denominator != 1 or index < 2:
        raise CannotTell
    power = int(index)
    if any(isinstance(part, Div) for part in walk(radicand)):
        return "fraction_under_root"
    if _has_root(radicand):
        return "root_under_root" if power == 2 and _can_be_opened(radicand) else ""
    rational = rational_of(radicand)
    if rational is None or not rational[0]:
        return ""
    number = abs(content(rational[0]).numerator)
    if number > _LARGEST_RADICAND:
        raise CannotTell
    bases = [part for part in factors_of(radicand) if isinstance(part, Pow)]
    if any((literal(one.exponent) or 0) >= power for one in bases) or _has_power(number, power):
        return "power_under_root"
    return "root_of_one" if not any(rational[0]) and number == 1 else ""


def _has_power(number: int, power: int) -> bool:
    """Whether a whole number above 1 to that power divides it."""
    base = 2
    while base**power <= number:
        if number % base**power == 0:
            return True
        base += 1
    return False


def _can_be_opened(radicand: Node) -> bool:
    """Whether √(a + b√c) is √p + √q: a² - b²c is a square then."""
    a, inside = Fraction(0), Fraction(0)
    for term in terms_of(radicand):
        value = literal(without_sign(term))
        if value is not None:
            a += -value if isinstance(term, Neg) else value
            continue
        squared = Fraction(1)
        for factor in factors_of(without_sign(term)):
            number = literal(factor.radicand if isinstance(factor, Root) else factor)
            if number is None or (isinstance(factor, Root) and factor.index is not None):
                raise CannotTell
            squared *= number if isinstance(factor, Root) else number * number
        if inside:
            raise CannotTell
        inside = squared
    rest = a * a - inside
    return rest >= 0 and all(isqrt(one) ** 2 == one for one in (rest.numerator, rest.denominator))
