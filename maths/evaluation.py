"""The value of a tree at a point: floats for a first look, 50 digits and more for the decision."""

from threading import local
from typing import Any

import mpmath

from maths.arithmetic import Floats, Precise
from maths.meaning import Beyond, Meaning, Point, Undefined
from maths.syntax import Node

DIGITS, MORE_DIGITS = 50, 260


class _Contexts(local):
    """One set of contexts for each thread, because mpmath changes their precision during a computation."""

    def __init__(self) -> None:
        self.few, self.many = mpmath.MPContext(), mpmath.MPContext()
        self.few.dps, self.many.dps = DIGITS, MORE_DIGITS


_contexts = _Contexts()


def precise(*, more: bool = False) -> Any:
    """Return the mpmath context of this thread, with 50 digits or 260."""
    return _contexts.many if more else _contexts.few


def evaluate(node: Node, point: Point, context: Any, meaning: Meaning) -> Any:
    """Return the value of `node` in mpmath's `context`, or in floats for `context` None. Raises Undefined or Beyond."""
    evaluator: Floats | Precise = Floats(point, meaning) if context is None else Precise(point, meaning, context)
    try:
        return evaluator.value(node)
    except (ZeroDivisionError, ValueError):
        raise Undefined from None
    except (OverflowError, TypeError, AttributeError, NotImplementedError, RecursionError):
        raise Beyond from None
