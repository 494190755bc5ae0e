"""Comparison of values: numbers, expressions, points, vectors, matrices, ratios."""

from collections.abc import Callable, Iterable
from fractions import Fraction

from maths.algebra import compare_by_algebra
from maths.matrices import Letters, same_in_matrices
from maths.meaning import literal
from maths.points import Basis as Grounds
from maths.points import Comparison, Same, compare
from maths.polynomials import are_equal, rational_of
from maths.spatial import multiplies_vectors, same_in_space
from maths.syntax import (
    Add,
    Applied,
    Basis,
    Call,
    Div,
    Matrix,
    Mul,
    Neg,
    Node,
    Number,
    Ratio,
    Tuple,
    symbols_of,
    walk,
)
from maths.terms import Terms
from maths.trees import replaced

_MOST_APPLIED = 6
# As a share of the value.
_NEAR = Number("0.005")
_GROUNDS = (Grounds.EXACT, Grounds.ALGEBRA, Grounds.POINTS)


def same_value(key: Node, answer: Node, terms: Terms, *, strict: bool = False) -> Comparison:
    """Compare two expressions: exactly or at points, by algebra where that leaves it open."""
    if terms.matrices and terms.matrices.stand_in(key, answer):
        return _same_with_matrices(key, answer, terms.matrices)
    if multiplies_vectors(key) or multiplies_vectors(answer):
        return same_in_space(key, answer, terms.meaning)
    terms, answer = terms.with_counts(key, answer), _with_applied_as_in(key, answer, terms)
    found = compare(key, answer, terms.domain, terms.meaning, strict=strict)
    if found.same is Same.OPEN and found.why != "other_domain" and not strict:
        found = compare_by_algebra(key, answer, terms, found.why)
    if found.same is Same.NO and not found.why and _is_rounded(key, answer, terms):
        return Comparison(Same.NO, found.basis, "rounded")
    return found


def _with_applied_as_in(key: Node, answer: Node, terms: Terms) -> Node:
    """Return the answer with f(x + x) as f(2x), where the key has that: nothing else is known of a named function."""
    known = list(dict.fromkeys(part for part in walk(key) if isinstance(part, Applied)))[:_MOST_APPLIED]
    if not known:
        return answer
    for part in [part for part in walk(answer) if isinstance(part, Applied) and part not in known][:_MOST_APPLIED]:
        for other in known:
            if other.name == part.name and len(other.arguments) == len(part.arguments):
                pairs = zip(other.arguments, part.arguments, strict=True)
                if all(compare(*pair, terms.domain, terms.meaning).same is Same.YES for pair in pairs):
                    answer = replaced(answer, part, other)
                    break
    return answer


def _same_with_matrices(key: Node, answer: Node, letters: Letters) -> Comparison:
    found = same_in_matrices(key, answer, letters)
    one, two = rational_of(key), rational_of(answer)
    if found.same is Same.NO and one and two and are_equal(one, two):
        return Comparison(Same.NO, found.basis, "factors_turned")
    return found


def together(parts: Iterable[Comparison]) -> Comparison:
    """Combine comparisons: NO as soon as one is NO, open where one is open, else YES on the weakest basis."""
    grounds, still_open = Grounds.EXACT, None
    for part in parts:
        if part.same is Same.NO:
            return part
        if part.same is Same.OPEN:
            still_open = still_open or part
        grounds = max(grounds, part.basis, key=_GROUNDS.index)
    return still_open or Comparison(Same.YES, grounds)


def same_items(
    key: tuple[Node, ...], answer: tuple[Node, ...], each: Callable[[Node, Node], Comparison], why: str
) -> Comparison:
    """Compare in order; another number of items is a difference."""
    if len(key) != len(answer):
        return Comparison(Same.NO, Grounds.EXACT, why)
    return together(each(one, two) for one, two in zip(key, answer, strict=True))


def same_ratio(key: Node, answer: Node, terms: Terms) -> Comparison:
    """Compare ratios: `2 : 3` and `4 : 6` are one, and so is 2/3 where there are two parts."""
    one, two = _parts(key), _parts(answer)
    if len(one) != len(two):
        return Comparison(Same.NO, Grounds.EXACT, "other_length")
    if any(literal(part) == 0 for part in (*one, *two)) or _is_time(key) or _is_time(answer):
        return together(same_value(left, right, terms) for left, right in zip(one, two, strict=True))
    return together(
        same_value(Mul((one[0], second)), Mul((two[0], first)), terms)
        for first, second in zip(one[1:], two[1:], strict=True)
    )


def _is_time(node: Node) -> bool:
    """Return whether it is a time like 12:05 and no ratio: minutes have two digits."""
    return isinstance(node, Ratio) and isinstance(node.parts[1], Number) and node.parts[1].text[:1] == "0"


def _parts(node: Node) -> tuple[Node, ...]:
    if isinstance(node, Ratio):
        return node.parts
    return (node.numerator, node.denominator) if isinstance(node, Div) else (node, Number("1"))


def same_vector(key: Node, answer: Node, terms: Terms) -> Comparison:
    """Compare vectors given by components, by columns, or by i, j, k: all become a sum of unit vectors."""
    return same_value(_as_sum(key), _as_sum(answer), terms)


def _as_sum(node: Node) -> Node:
    components = node.items if isinstance(node, Tuple) else ()
    if isinstance(node, Matrix):
        components = tuple(row[0] for row in node.rows) if len(node.rows[0]) == 1 else node.rows[0]
    if not components or len(components) > 3:
        return node
    terms = tuple(Mul((part, Basis(name))) for part, name in zip(components, "ijk", strict=False))
    return Add(terms) if len(terms) > 1 else terms[0]


def is_vector(node: Node) -> bool:
    return any(isinstance(part, Basis) for part in walk(node))


def nearly(value: Node, rounded: Node, terms: Terms) -> Comparison:
    """Return whether `value ≈ rounded` is right: a decimal rounded or cut off, or a fraction as near as 22/7 to π."""
    plain = rounded.term if isinstance(rounded, Neg) else rounded
    if symbols_of(value) | symbols_of(rounded):
        return Comparison(Same.YES)
    apart: Node = Call("abs", (Add((value, Neg(rounded))),))
    if isinstance(plain, Number) and not plain.is_integer:
        allowed = Number(f"0.{'0' * (len(plain.text.partition('.')[2]) - 1)}1")
    else:
        apart, allowed = Div(apart, Call("abs", (value,))), _NEAR
    within = compare(allowed, Call("max", (apart, allowed)), terms.domain, terms.meaning)
    return within if within.same is Same.YES else Comparison(Same.OPEN, within.basis, "chain_broken")


def _is_rounded(key: Node, answer: Node, terms: Terms) -> bool:
    """Whether a decimal answer is the key to its own last digit."""
    plain = answer.term if isinstance(answer, Neg) else answer
    if not isinstance(plain, Number) or plain.is_integer:
        return False
    value = literal(answer)
    half = Number(f"0.{'0' * len(plain.text.partition('.')[2])}5")
    if value is None:
        return False
    near = Call("abs", (Add((key, Neg(answer))),))
    within = Call("max", (near, half))
    return compare(half, within, terms.domain, terms.meaning).same is Same.YES and value != Fraction(0)
