"""One grader per question type: pure functions from (spec, key, answer, marks) to a `Graded`."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from questions.rules.grading import choice, multiple, numeric, short_text
from questions.rules.grading.verdicts import Graded, Verdict

__all__ = ["Graded", "Verdict", "grade_objective", "is_objective"]

Grader = Callable[[dict[str, Any], dict[str, Any], dict[str, Any], Decimal, Decimal], Graded]

_GRADERS: dict[str, Grader] = {
    "single_choice": choice.grade_option,
    "assertion_reason": choice.grade_option,
    "true_false": choice.grade_truth,
    "multiple_choice": multiple.grade,
    "numeric": numeric.grade,
    "short_text": short_text.grade,
}


def is_objective(type_: str) -> bool:
    """Whether a machine can score the type."""
    return type_ in _GRADERS


def grade_objective(
    type_: str, spec: dict[str, Any], answer: dict[str, Any] | None, marks: Decimal, negative: Decimal
) -> Graded:
    """Score one answer; `spec["answer"]` is the key, `negative` is taken off a wrong answer, never off an empty one."""
    if not answer:
        return Graded(Decimal(0), Verdict.UNANSWERED)
    return _GRADERS[type_](spec, spec["answer"], answer, marks, negative)
