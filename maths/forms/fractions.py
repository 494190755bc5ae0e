"""Forms of fractions: lowest terms, single fraction. A check gives the code of what is missing, "" for nothing."""

from collections.abc import Iterator
from functools import reduce
from math import gcd

from maths.forms.divisors import common_letters, content, have_common_factor
from maths.forms.parts import CannotTell, rational_tree, sides_of, whole, without_sign
from maths.meaning import literal
from maths.polynomials import rational_of
from maths.syntax import Add, Div, Mixed, Mul, Neg, Node, Number, Percent, Pow, Ratio, symbols_of, walk


def lowest_terms(node: Node) -> str:
    """Check that no fraction can be cancelled; a number must be one fraction, a mixed number or a whole number."""
    if isinstance(node, Ratio):
        parts = [whole(part) for part in node.parts]
        if None in parts:
            raise CannotTell
        return "" if reduce(gcd, (part or 0 for part in parts)) == 1 else "common_factor"
    return next((why for side in sides_of(node) if (why := _not_lowest(rational_tree(side)))), "")


def _not_lowest(node: Node) -> str:
    if not symbols_of(node):
        return _number_not_lowest(without_sign(node))
    divisions = [part for part in walk(node) if isinstance(part, Div)]
    if any(isinstance(inner, Div) for one in divisions for inner in walk(one) if inner is not one):
        return "fraction_in_fraction"
    return next((why for one in _fractions(node) if (why := _can_be_cancelled(one))), "")


def _number_not_lowest(node: Node) -> str:
    match node:
        case Number():
            return "" if node.is_integer else "not_a_fraction"
        case Mixed(_, Div(numerator, denominator)):
            return "mixed_improper" if (literal(node.part) or 0) >= 1 else _pair_not_lowest(numerator, denominator)
        case Div(numerator, denominator):
            if isinstance(denominator, Neg):
                return "negative_below"
            return _pair_not_lowest(without_sign(numerator), denominator)
    return "not_a_fraction" if isinstance(node, Percent) else "numbers_left"


def _pair_not_lowest(numerator: Node, denominator: Node) -> str:
    above, below = whole(numerator), whole(denominator)
    if above is None or below is None:
        return "decimal_in_fraction" if {type(numerator), type(denominator)} == {Number} else "numbers_left"
    if below == 1:
        return "denominator_one"
    return "" if gcd(above, below) == 1 else "common_factor"


def _fractions(node: Node) -> Iterator[Node]:
    """The products and quotients that have no fraction inside a sum of theirs; those of the sums beside them."""
    match node:
        case Add(terms):
            for term in terms:
                yield from _fractions(term)
        case Neg(term):
            yield from _fractions(term)
        case Mul() | Div() | Pow():
            sums = [part for part in walk(node) if isinstance(part, Add)]
            if any(isinstance(inner, Div) for one in sums for inner in walk(one)):
                for one in sums:
                    yield from _fractions(one)
            else:
                yield node


def _can_be_cancelled(node: Node) -> str:
    divisions = [part for part in walk(node) if isinstance(part, Div)]
    if not divisions:
        return ""
    if any(isinstance(part, Number) and not part.is_integer for one in divisions for part in walk(one)):
        return "decimal_in_fraction"
    if any(whole(one.denominator) == 1 for one in divisions):
        return "denominator_one"
    rational = rational_of(node)
    if rational is None or not rational[0] or not rational[1]:
        raise CannotTell
    above, below = rational
    shared = gcd(int(content(above)), int(content(below)))
    if shared > 1 or common_letters(above) & common_letters(below) or have_common_factor(above, below):
        return "common_factor"
    return ""


def single_fraction(node: Node) -> str:
    """Check for one fraction line with all else above and below it; no line where none is needed."""
    return next((why for side in sides_of(node) if (why := _not_single(side))), "")


def _not_single(node: Node) -> str:
    top = without_sign(node)
    if any(isinstance(part, Mixed) for part in walk(node)):
        return "mixed_left"
    if any(isinstance(part, Pow) and isinstance(part.exponent, Neg) for part in walk(node)):
        return "negative_power"
    lines = [part for part in walk(rational_tree(node)) if isinstance(part, Div)]
    if not lines or (len(lines) == 1 and isinstance(top, Div)):
        return ""
    return "fraction_in_fraction" if isinstance(top, Div) else "several_fractions"
