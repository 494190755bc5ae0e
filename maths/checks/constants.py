"""Antiderivatives: the same up to a constant."""

from maths.checks.shapes import without_label
from maths.domains import points
from maths.evaluation import evaluate, precise
from maths.meaning import Beyond, Undefined, unknowns_of
from maths.points import Basis, Comparison, Same
from maths.syntax import Add, Neg, Node, Number, Symbol, symbols_of
from maths.terms import Terms
from maths.trees import replaced

_AT_LEAST, _ENOUGH = 3, 8
_USUAL = ("C", "c", "k", "K")


def same_up_to_constant(key: Node, answer: Node, constant: str, terms: Terms) -> Comparison:
    """Compare antiderivatives: they may differ by a number, and the answer must have its own arbitrary constant."""
    key, answer = without_label(key), without_label(answer)
    own = next((name for name in (constant, *_USUAL) if name in symbols_of(answer)), None)
    free = replaced(answer, Symbol(own), Number("0")) if own else answer
    shift = _constant_difference(replaced(key, Symbol(constant), Number("0")), free, terms)
    if shift.same is not Same.YES:
        return shift
    if own is None:
        return Comparison(Same.NO, shift.basis, "constant_missing") if constant in symbols_of(key) else shift
    moved = _constant_difference(replaced(answer, Symbol(own), Number("1")), free, terms)
    return shift if moved.same is Same.YES else Comparison(Same.OPEN, Basis.POINTS, "constant_not_added")


def _constant_difference(left: Node, right: Node, terms: Terms) -> Comparison:
    context, shifts, is_apart = precise(), [], 0
    difference = Add((left, Neg(right)))
    for more in (False, True):
        for point in points(unknowns_of(difference), terms.domain, more=more):
            try:
                shifts.append(evaluate(difference, point, context, terms.meaning))
            except Undefined:
                is_apart += _exists(left, point, terms) and not _exists(right, point, terms)
            except Beyond:
                continue
            if len(shifts) == _ENOUGH or terms.is_late:
                break
        if len(shifts) >= _AT_LEAST:
            break
    if len(shifts) < _AT_LEAST:
        return Comparison(Same.OPEN, why="no_common_points")
    tiny = context.mpf(10) ** (15 - context.dps)
    if any(abs(shift - shifts[0]) > max(abs(shift), 1) * tiny for shift in shifts):
        is_piecewise = len({context.nstr(shift, 30) for shift in shifts}) <= 2
        return Comparison(Same.OPEN if is_piecewise else Same.NO, why="differs_by_pieces" if is_piecewise else "")
    return Comparison(Same.OPEN, why="other_domain") if is_apart else Comparison(Same.YES)


def _exists(node: Node, point: dict[str, float], terms: Terms) -> bool:
    try:
        evaluate(node, point, precise(), terms.meaning)
    except (Undefined, Beyond):
        return False
    return True
