"""Common factors of polynomials, and whether one can be split over the whole numbers."""

from collections.abc import Iterator
from fractions import Fraction
from functools import reduce
from itertools import combinations
from math import gcd, isqrt, lcm
from typing import Any

from maths.evaluation import precise
from maths.polynomials import Polynomial

# The coefficients of a polynomial in one letter, the highest power first, the first of them not 0.
Row = list[Fraction]

_HIGHEST_DEGREE = 10
# Values of the other letters. A polynomial that cannot be split stays so for nearly all of them (Hilbert).
_VALUES = (
    (101, 211, 307, 401, 503, 601),
    (113, -223, 311, 419, -509, 607),
    (-127, 227, 331, -431, 521, 613),
    (131, 229, -337, 433, 523, -617),
    (-149, -251, 347, 443, -541, 619),
)


def letters_of(polynomial: Polynomial) -> list[str]:
    """Return its letters, in order."""
    return sorted({name for monomial in polynomial for name, _power in monomial})


def content(polynomial: Polynomial) -> Fraction:
    """Return the largest number that divides all coefficients with whole quotients."""
    above = reduce(gcd, (value.numerator for value in polynomial.values()), 0)
    return Fraction(above, lcm(*(value.denominator for value in polynomial.values())))


def common_letters(polynomial: Polynomial) -> frozenset[str]:
    """Return the letters that divide every term."""
    return reduce(frozenset.intersection, (frozenset(name for name, _ in monomial) for monomial in polynomial))


def have_common_factor(one: Polynomial, two: Polynomial) -> bool:
    """Return whether two polynomials have a common factor that contains a letter."""
    for letter in set(letters_of(one)) & set(letters_of(two)):
        pairs = zip(_rows(one, letter), _rows(two, letter), strict=False)
        degrees = [len(_common(left, right)) - 1 for left, right in pairs if left and right]
        if degrees and min(degrees) > 0:
            return True
    return False


def can_be_split(polynomial: Polynomial) -> bool | None:
    """Return whether it is a product of two polynomials with letters and rational coefficients; None if open.

    With several letters, splitting is judged from five points and not proved; that it cannot be split is proved.
    """
    letters = letters_of(polynomial)
    if not letters or len(polynomial) == 1:
        return bool(letters) and sum(power for _, power in next(iter(polynomial))) > 1
    if common_letters(polynomial):
        return True
    letter = min(letters, key=lambda name: _degree(polynomial, name))
    coefficients = list(_coefficients(polynomial, letter).values())
    if len(letters) > 1 and _all_have_common_factor(coefficients):
        return True
    if _degree(polynomial, letter) == 1:
        return False
    found: list[bool | None] = []
    for row in _rows(polynomial, letter):
        if row:
            found.append(_row_can_be_split(row))
        if False in found:
            return False
    return None if None in found or not found else True


def _degree(polynomial: Polynomial, letter: str) -> int:
    return max(dict(monomial).get(letter, 0) for monomial in polynomial)


def _coefficients(polynomial: Polynomial, letter: str) -> dict[int, Polynomial]:
    """Return the coefficient of each power of the letter."""
    found: dict[int, Polynomial] = {}
    for monomial, value in polynomial.items():
        powers = dict(monomial)
        power = powers.pop(letter, 0)
        found.setdefault(power, {})[tuple(sorted(powers.items()))] = value
    return found


def _all_have_common_factor(polynomials: list[Polynomial]) -> bool:
    """Return whether all have a common factor: it is that of the first and a random sum of the others."""
    if any(not letters_of(one) for one in polynomials):
        return False
    if len(polynomials) == 1:
        return True
    mixed: Polynomial = {}
    for factor, one in enumerate(polynomials[1:], start=7):
        for monomial, value in one.items():
            mixed[monomial] = mixed.get(monomial, Fraction(0)) + factor * factor * value
    return have_common_factor(polynomials[0], {monomial: value for monomial, value in mixed.items() if value})


def _rows(polynomial: Polynomial, letter: str) -> Iterator[Row]:
    """Yield the polynomial in one letter, with numbers for the others; an empty row where that lowers its degree."""
    others = [name for name in letters_of(polynomial) if name != letter]
    degree = _degree(polynomial, letter)
    for numbers in _VALUES if others else _VALUES[:1]:
        values = {name: numbers[sum(map(ord, name)) % len(numbers)] + 2 * len(name) + ord(name[-1]) for name in others}
        row = [Fraction(0)] * (degree + 1)
        for monomial, value in polynomial.items():
            powers = dict(monomial)
            place = degree - powers.pop(letter, 0)
            for name, power in powers.items():
                value *= values[name] ** power
            row[place] += value
        yield row if row[0] else []


def _row_can_be_split(row: Row) -> bool | None:
    """Return whether it can be split: a factor over the whole numbers is a product of roots, so all are tried."""
    degree = len(row) - 1
    if degree <= 1:
        return False
    if len(_common(row, [value * (degree - place) for place, value in enumerate(row[:-1])])) > 1:
        return True
    below = lcm(*(value.denominator for value in row))
    numbers = [int(value * below) for value in row]
    if degree == 2:
        inside = numbers[1] ** 2 - 4 * numbers[0] * numbers[2]
        return inside >= 0 and isqrt(inside) ** 2 == inside
    if degree > _HIGHEST_DEGREE:
        return None
    context = precise()
    try:
        roots = context.polyroots(numbers, maxsteps=100, extraprec=200)
    except context.NoConvergence:
        return None
    sizes = range(1, degree // 2 + 1)
    return any(_divides(chosen, numbers) for size in sizes for chosen in combinations(roots, size))


def _divides(roots: tuple[Any, ...], numbers: list[int]) -> bool:
    """Whether the first coefficient times the product of x - root has whole coefficients and divides."""
    context = precise()
    product = [context.mpc(numbers[0])]
    for root in roots:
        shifted = [*product, 0]
        product = [a - root * b for a, b in zip(shifted, [0, *product], strict=True)]
    nearest = [int(context.nint(context.re(value))) for value in product]
    if any(abs(value - near) > 1e-9 for value, near in zip(product, nearest, strict=True)):
        return False
    return not _rest([Fraction(value) for value in numbers], [Fraction(value) for value in nearest])


def _common(one: Row, two: Row) -> Row:
    """The greatest common divisor, by Euclid."""
    while two:
        one, two = two, _rest(one, two)
    return one


def _rest(row: Row, by: Row) -> Row:
    """What remains of the division, without leading zeros."""
    rest = list(row)
    while len(rest) >= len(by):
        factor = rest[0] / by[0]
        rest = [a - factor * b for a, b in zip(rest, [*by, *[Fraction(0)] * (len(rest) - len(by))], strict=True)][1:]
    while rest and not rest[0]:
        rest.pop(0)
    return rest
