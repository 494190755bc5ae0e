"""Forms of sums: expanded, completed square. Each check gives the code of what is missing, "" where nothing is."""

from collections.abc import Iterator

from maths.checks.shapes import without_label
from maths.forms.parts import CannotTell, factors_of, rational_tree, sides_of, terms_of, without_sign
from maths.meaning import literal
from maths.polynomials import rational_of
from maths.syntax import (
    Add,
    Div,
    Mixed,
    Mul,
    Neg,
    Node,
    Number,
    Percent,
    Pow,
    Recurring,
    Symbol,
    symbols_of,
)

_NUMBERS = (Number, Mixed, Recurring, Percent)
# The letters that a square is completed in; others beside them are parameters.
_USUAL = frozenset("xyzt")
# A power of a number that comes to more than this is left as it is.
_LARGEST_WORKED_OUT, _HIGHEST_WORKED_OUT = 1_000_000, 20

# A part of a product: what it is, its power, and whether it is below a fraction's line.
_Part = tuple[Node, int, bool]


class _Lacks(Exception):
    """Raised with the code of what is missing."""


def expanded(node: Node) -> str:
    """Check for a sum of products of a number and powers of letters, each kind once."""
    return next((why for side in sides_of(node) if (why := _not_expanded(rational_tree(side)))), "")


def like_terms(node: Node) -> str:
    """Check only that no two terms are of one kind; terms that are no products of powers are passed over."""
    seen = []
    for term in terms_of(rational_tree(node)):
        try:
            seen.append(_kind(term))
        except _Lacks:
            continue
    return "like_terms" if len(set(seen)) < len(seen) else ""


def _not_expanded(node: Node) -> str:
    seen: set[str] = set()
    for term in terms_of(node):
        try:
            kind = _kind(term)
        except _Lacks as lack:
            return str(lack)
        if kind in seen:
            return "like_terms"
        seen.add(kind)
        if isinstance(node, Add) and literal(without_sign(term)) == 0:
            return "zero_term"
    return ""


def _kind(term: Node) -> str:
    """The letters of a term with their powers: equal for like terms."""
    powers: dict[str, int] = {}
    numbers = [0, 0]
    for base, power, is_below in _parts(without_sign(term)):
        if isinstance(base, _NUMBERS):
            numbers[is_below] += 1
            value = literal(base)
            if 1 < power <= _HIGHEST_WORKED_OUT and value is not None and abs(value) ** power <= _LARGEST_WORKED_OUT:
                raise _Lacks("numbers_left")
            continue
        name = base.name if isinstance(base, Symbol) else repr(base)
        if name in powers:
            raise _Lacks("powers_left")
        powers[name] = -power if is_below else power
    if max(numbers) > 1:
        raise _Lacks("numbers_left")
    return repr(sorted(powers.items()))


def _parts(term: Node, *, is_below: bool = False) -> Iterator[_Part]:
    match term:
        case Mul(factors):
            for factor in factors:
                yield from _parts(factor, is_below=is_below)
        case Div(numerator, denominator):
            yield from _parts(numerator, is_below=is_below)
            yield from _parts(denominator, is_below=not is_below)
        case Add() if is_below:
            yield term, 1, True
        case Add():
            raise _Lacks("brackets_left")
        case Neg():
            raise _Lacks("brackets_left" if isinstance(term.term, Add) else "signs_left")
        case Pow(base, exponent):
            power = literal(exponent)
            if power is None or power.denominator != 1:
                raise CannotTell
            if isinstance(base, Add) and (power > 0) != is_below:
                raise _Lacks("brackets_left")
            if not isinstance(base, Symbol | Add | Number):
                raise _Lacks("powers_left")
            yield base, int(power), is_below
        case _:
            yield term, 1, is_below


def completed_square(node: Node) -> str:
    """Check for a(x - h)² + k, with the number on either side: each letter is in one square only."""
    node = without_label(node)
    terms = [without_sign(term) for side in sides_of(node) for term in terms_of(side)]
    letters = {name for term in terms for name in symbols_of(term)}
    asked = letters & _USUAL or letters
    if not asked:
        return "no_square"
    squares = [term for term in terms if symbols_of(term) & asked]
    found = {name for term in squares for name in asked if _is_square_in(term, name)}
    if found and any(literal(term) is not None for term in terms):
        constants = [term for side in sides_of(node) for term in terms_of(side) if literal(without_sign(term))]
        per_side = [sum(term in terms_of(side) for term in constants) for side in sides_of(node)]
        if max(per_side) > 1:
            return "like_terms"
    if letters & _USUAL:
        complete = found == asked and len(squares) == len(found)
    else:
        complete = any(sum(name in symbols_of(term) for term in terms) == 1 for name in found)
    return "" if complete else "no_square"


def _is_square_in(term: Node, letter: str) -> bool:
    """Return whether it is a factor without the letter times the square of something linear in it."""
    above = term.numerator if isinstance(term, Div) and letter not in symbols_of(term.denominator) else term
    with_letter = [one for one in factors_of(above) if letter in symbols_of(one)]
    match with_letter:
        case [Pow(base, exponent)] if literal(exponent) == 2:
            rational = rational_of(rational_tree(base))
            return rational is not None and all(
                sum(power for name, power in monomial if name == letter) <= 1 for monomial in rational[0]
            )
        case [Div(Pow() as square, below)] if letter not in symbols_of(below):
            return _is_square_in(square, letter)
    return False
