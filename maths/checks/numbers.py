"""Numbers within a tolerance, and numbers of a kind."""

from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from fractions import Fraction
from typing import Any

from maths.checks.measures import has_unit, paired
from maths.checks.shapes import without_label
from maths.checks.values import same_value
from maths.evaluation import evaluate, precise
from maths.meaning import Beyond, Undefined, unknowns_of
from maths.points import Basis, Comparison, Same
from maths.syntax import Div, Mixed, Neg, Node, Number, walk
from maths.terms import Terms


def within(key: Node, answer: Node, tolerance: dict[str, str], terms: Terms) -> Comparison:
    """Compare within the tolerance: `absolute`, `relative`, `significant_figures` or `decimal_places`."""
    key, answer = without_label(key), without_label(answer)
    if has_unit(key) or has_unit(answer):
        found = paired(key, answer, exact="figures" in str(tolerance) or "places" in str(tolerance), must=has_unit(key))
        if isinstance(found, Comparison):
            return found
        key, answer = found
    if unknowns_of(answer):
        return Comparison(Same.NO, Basis.EXACT, "not_a_number")
    try:
        one, two = (evaluate(node, {}, precise(), terms.meaning) for node in (key, answer))
    except Undefined:
        return Comparison(Same.NO, why="undefined")
    except Beyond:
        return Comparison(Same.OPEN, why="too_large")
    near = _is_within(one, two, tolerance)
    return Comparison(Same.YES if near else Same.NO, Basis.POINTS, "" if near else "out_of_tolerance")


def _is_within(key: Any, answer: Any, tolerance: dict[str, str]) -> bool:
    (kind, text), context = next(iter(tolerance.items())), precise()
    if kind in ("absolute", "relative"):
        allowed = context.mpf(Fraction(text).numerator) / Fraction(text).denominator
        allowed *= abs(key) if kind == "relative" else 1
        return bool(abs(key - answer) <= allowed + context.mpf(10) ** -30)
    one, two = Decimal(context.nstr(key, 40)), Decimal(context.nstr(answer, 40))
    try:
        place = Decimal(1).scaleb(-int(text) if kind == "decimal_places" else one.adjusted() + 1 - int(text))
        return one.quantize(place, ROUND_HALF_UP) == two.quantize(place, ROUND_HALF_UP)
    except InvalidOperation:
        return False


def is_integer(node: Node) -> bool:
    plain = node.term if isinstance(node, Neg) else node
    return isinstance(plain, Number) and plain.is_integer


def is_fraction(node: Node) -> bool:
    """Return whether it is a/b, -a/b, 3 1/2, or a whole number."""
    plain = node.term if isinstance(node, Neg) else node
    if isinstance(plain, Mixed):
        return True
    return is_integer(node) or (
        isinstance(plain, Div) and is_integer(plain.numerator) and is_integer(plain.denominator)
    )


def is_decimal(node: Node) -> bool:
    plain = node.term if isinstance(node, Neg) else node
    return isinstance(plain, Number)


def is_exact(node: Node) -> bool:
    """Return whether it has no decimals."""
    return all(part.is_integer for part in walk(node) if isinstance(part, Number))


KINDS: dict[str, Callable[[Node], bool]] = {
    "integer": is_integer,
    "fraction": is_fraction,
    "decimal": is_decimal,
    "exact": is_exact,
}


def of_kind(key: Node, answer: Node, kind: str, terms: Terms) -> Comparison:
    """Compare values, and whether the answer is written as the kind asks."""
    key, answer = without_label(key), without_label(answer)
    found = same_value(key, answer, terms)
    if found.same is Same.YES and not KINDS[kind](answer):
        return Comparison(Same.NO, found.basis, f"not_{kind}")
    return found
