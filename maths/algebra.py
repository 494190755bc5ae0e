"""Comparisons by the calculator (SymPy), used only where values at points decide nothing."""

import time

from maths import worker
from maths.points import Basis, Comparison, Same
from maths.syntax import Node, symbols_of, to_data
from maths.terms import Terms

_ANSWERS = {True: Same.YES, False: Same.NO, None: Same.OPEN}
_TOO_LATE = 0.02
# What was too large for points is rarely decided here either, so it does not get the whole second.
_SECONDS_FOR_LARGE = 0.3


def compare_by_algebra(left: Node, right: Node, terms: Terms, why: str) -> Comparison:
    """Compare two expressions by SymPy. Where that leaves it open, the reason `why` stays."""
    names = symbols_of(left) | symbols_of(right)
    kinds = {name: terms.domain[name].kind for name in names if name in terms.domain}
    question = {"ask": "zero", "left": to_data(left), "right": to_data(right), "kinds": kinds}
    return _answered(question, terms, why)


def compare_solutions(left: Node, right: Node, unknown: str, terms: Terms) -> Comparison:
    """Compare the real solutions of two statements about one unknown."""
    question = {"ask": "solutions", "left": to_data(left), "right": to_data(right), "unknown": unknown}
    return _answered(question, terms, "not_solved")


def _answered(question: dict[str, object], terms: Terms, why: str) -> Comparison:
    seconds = min(terms.seconds_left, _SECONDS_FOR_LARGE) if why == "too_large" else terms.seconds_left
    if not terms.algebra or seconds < _TOO_LATE:
        return Comparison(Same.OPEN, Basis.ALGEBRA, why)
    before = time.monotonic()
    same = _ANSWERS[worker.ask({**question, "log_base": terms.meaning.log_base}, seconds=seconds)]
    terms.asked.append(min(time.monotonic() - before, seconds))
    return Comparison(same, Basis.ALGEBRA, why if same is Same.OPEN else "")
