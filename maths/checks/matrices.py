"""Matrices by their cells: sums, products, transposes and inverses are computed, then cells are compared."""

from collections.abc import Callable
from functools import reduce

from maths.checks.values import same_value, together
from maths.meaning import literal
from maths.points import Basis, Comparison, Same
from maths.syntax import Add, Call, Derivative, Div, Matrix, Mul, Neg, Node, Pow, Symbol, walk
from maths.terms import Terms
from maths.trees import determinant

_HIGHEST_POWER, _LARGEST = 4, 3


def same_matrix(key: Node, answer: Node, terms: Terms) -> Comparison:
    """Compare two matrices cell by cell, after all operations on them are carried out."""
    if terms.matrices and terms.matrices.stand_in(key, answer):
        return same_value(key, answer, terms)
    one, two = matrix_of(key), matrix_of(answer)
    if one is None or two is None:
        return Comparison(Same.OPEN if one is None or not two else Same.NO, Basis.EXACT, "not_a_matrix")
    if (len(one.rows), len(one.rows[0])) != (len(two.rows), len(two.rows[0])):
        return Comparison(Same.NO, Basis.EXACT, "other_order")
    cells = zip((c for row in one.rows for c in row), (c for row in two.rows for c in row), strict=True)
    return together(same_value(left, right, terms) for left, right in cells)


def has_matrix(node: Node) -> bool:
    """Return whether it contains a matrix that is not the argument of a determinant."""
    if isinstance(node, Call) and node.name != "adj":
        return False
    return isinstance(node, Matrix) or any(isinstance(part, Matrix) for part in walk(node))


def worked_out(node: Node) -> Node:
    """Return the matrix that the expression gives; the node itself where it gives none."""
    return matrix_of(node) or node


def matrix_of(node: Node) -> Matrix | None:
    """Return the matrix that sums, multiples, products, powers and transposes give; None where they give none."""
    match node:
        case Matrix():
            return node
        case Neg(term):
            return _each(matrix_of(term), Neg)
        case Div(numerator, denominator) if not has_matrix(denominator):
            return _each(matrix_of(numerator), lambda cell: Div(cell, denominator))
        case Mul(factors):
            scale = tuple(one for one in factors if not has_matrix(one))
            whole = _joined([matrix_of(one) for one in factors if has_matrix(one)], _product)
            return _each(whole, lambda cell: Mul((*scale, cell))) if scale else whole
        case Add(terms):
            return _joined([matrix_of(term) for term in terms], _sum)
        case Pow(base, Symbol("T")) | Derivative(base, None, 1):
            inside = matrix_of(base)
            return inside and Matrix(tuple(zip(*inside.rows, strict=True)))
        case Pow(base, exponent):
            return _power(matrix_of(base), exponent)
        case Call("adj", (inside,)):
            return _adjugate(matrix_of(inside))
    return None


def _each(matrix: Matrix | None, change: Callable[[Node], Node]) -> Matrix | None:
    return matrix and Matrix(tuple(tuple(change(cell) for cell in row) for row in matrix.rows))


def _joined(
    matrices: list[Matrix | None], join: Callable[[Matrix | None, Matrix | None], Matrix | None]
) -> Matrix | None:
    return reduce(join, matrices) if matrices else None


def _sum(left: Matrix | None, right: Matrix | None) -> Matrix | None:
    if not left or not right or (len(left.rows), len(left.rows[0])) != (len(right.rows), len(right.rows[0])):
        return None
    pairs = zip(left.rows, right.rows, strict=True)
    return Matrix(tuple(tuple(Add(cells) for cells in zip(one, two, strict=True)) for one, two in pairs))


def _product(left: Matrix | None, right: Matrix | None) -> Matrix | None:
    if not left or not right or len(left.rows[0]) != len(right.rows):
        return None
    columns = list(zip(*right.rows, strict=True))
    return Matrix(tuple(tuple(_row_by_column(row, column) for column in columns) for row in left.rows))


def _row_by_column(row: tuple[Node, ...], column: tuple[Node, ...]) -> Node:
    terms = tuple(Mul((one, two)) for one, two in zip(row, column, strict=True))
    return Add(terms) if len(terms) > 1 else terms[0]


def _power(base: Matrix | None, exponent: Node) -> Matrix | None:
    power = literal(exponent)
    if not base or power is None or power.denominator != 1 or not 0 < abs(power) <= _HIGHEST_POWER:
        return None
    if power < 0:
        whole = determinant(base.rows) if _is_small(base) else None
        base = _each(_adjugate(base), lambda cell: Div(cell, whole or cell))
    return _joined([base] * abs(int(power)), _product)


def _is_small(matrix: Matrix) -> bool:
    return len(matrix.rows) == len(matrix.rows[0]) <= _LARGEST


def _adjugate(matrix: Matrix | None) -> Matrix | None:
    if not matrix or not _is_small(matrix) or len(matrix.rows) == 1:
        return None
    places = range(len(matrix.rows))
    return Matrix(tuple(tuple(_cofactor(matrix, j, i) for j in places) for i in places))


def _cofactor(matrix: Matrix, row: int, column: int) -> Node:
    rest = tuple(one[:column] + one[column + 1 :] for place, one in enumerate(matrix.rows) if place != row)
    return Neg(determinant(rest)) if (row + column) % 2 else determinant(rest)
