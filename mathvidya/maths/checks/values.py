"""Are two values the same: numbers, expressions, points, vectors, matrices, ratios?"""

from collections.abc import Callable, Iterable
from fractions import Fraction

from mathvidya.maths.algebra import compare_by_algebra
from mathvidya.maths.meaning import literal
from mathvidya.maths.points import Basis as Grounds
from mathvidya.maths.points import Comparison, Same, compare
from mathvidya.maths.syntax import Add, Basis, Call, Div, Matrix, Mul, Neg, Node, Number, Ratio, Tuple, walk
from mathvidya.maths.terms import Terms

_GROUNDS = (Grounds.EXACT, Grounds.ALGEBRA, Grounds.POINTS)


def same_value(key: Node, answer: Node, terms: Terms, *, strict: bool = False) -> Comparison:
    """Compare two expressions: exactly or at points, by algebra where that leaves it open."""
    terms = terms.with_counts(key, answer)
    found = compare(key, answer, terms.domain, terms.meaning, strict=strict)
    if found.same is Same.OPEN and found.why != "other_domain" and not strict:
        found = compare_by_algebra(key, answer, terms, found.why)
    if found.same is Same.NO and not found.why and _is_rounded(key, answer, terms):
        return Comparison(Same.NO, found.basis, "rounded")
    return found


def together(parts: Iterable[Comparison]) -> Comparison:
    """All of them: NO as soon as one is, open where one is, else YES on the weakest grounds."""
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
    """`2 : 3` and `4 : 6` are one ratio; so is 2/3 where there are two parts."""
    one, two = _parts(key), _parts(answer)
    if len(one) != len(two):
        return Comparison(Same.NO, Grounds.EXACT, "other_length")
    return together(
        same_value(Mul((one[0], second)), Mul((two[0], first)), terms)
        for first, second in zip(one[1:], two[1:], strict=True)
    )


def _parts(node: Node) -> tuple[Node, ...]:
    if isinstance(node, Ratio):
        return node.parts
    return (node.numerator, node.denominator) if isinstance(node, Div) else (node, Number("1"))


def same_vector(key: Node, answer: Node, terms: Terms) -> Comparison:
    """Vectors by components, columns, or i, j, k: all become a sum of unit vectors."""
    return same_value(_as_sum(key), _as_sum(answer), terms)


def _as_sum(node: Node) -> Node:
    components = node.items if isinstance(node, Tuple) else ()
    matrix = matrix_of(node) if not components else None
    if matrix is not None:
        flat = [row[0] for row in matrix.rows] if len(matrix.rows[0]) == 1 else list(matrix.rows[0])
        components = tuple(flat)
    if not components or len(components) > 3:
        return node
    terms = tuple(Mul((part, Basis(name))) for part, name in zip(components, "ijk", strict=False))
    return Add(terms) if len(terms) > 1 else terms[0]


def is_vector(node: Node) -> bool:
    return any(isinstance(part, Basis) for part in walk(node))


def same_matrix(key: Node, answer: Node, terms: Terms) -> Comparison:
    """Cell by cell, after factors and sums are worked in."""
    one, two = matrix_of(key), matrix_of(answer)
    if one is None or two is None:
        return Comparison(Same.OPEN if one is None or not two else Same.NO, Grounds.EXACT, "not_a_matrix")
    if (len(one.rows), len(one.rows[0])) != (len(two.rows), len(two.rows[0])):
        return Comparison(Same.NO, Grounds.EXACT, "other_order")
    cells = zip((c for row in one.rows for c in row), (c for row in two.rows for c in row), strict=True)
    return together(same_value(left, right, terms) for left, right in cells)


def has_matrix(node: Node) -> bool:
    return isinstance(node, Matrix) or (
        not isinstance(node, Call) and any(isinstance(part, Matrix) for part in walk(node))
    )


def matrix_of(node: Node) -> Matrix | None:
    """A matrix out of sums of matrices and multiples of one; None for what is no such thing."""
    match node:
        case Matrix():
            return node
        case Neg(term):
            return _each(matrix_of(term), Neg)
        case Div(numerator, denominator):
            return _each(matrix_of(numerator), lambda cell: Div(cell, denominator))
        case Mul(factors):
            inside = [one for one in factors if has_matrix(one)]
            if len(inside) != 1:
                return None
            scale = tuple(one for one in factors if one is not inside[0])
            return _each(matrix_of(inside[0]), lambda cell: Mul((*scale, cell)))
        case Add(terms):
            return _added([matrix_of(term) for term in terms])
    return None


def _each(matrix: Matrix | None, change: Callable[[Node], Node]) -> Matrix | None:
    return matrix and Matrix(tuple(tuple(change(cell) for cell in row) for row in matrix.rows))


def _added(matrices: list[Matrix | None]) -> Matrix | None:
    known = [one for one in matrices if one]
    if len(known) < len(matrices) or len({(len(one.rows), len(one.rows[0])) for one in known}) > 1:
        return None
    rows = zip(*(one.rows for one in known), strict=True)
    return Matrix(tuple(tuple(Add(cells) for cells in zip(*row, strict=True)) for row in rows))


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
