"""Multiple choice, with its three rules of partial credit."""

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from questions.rules.grading.verdicts import Graded, Verdict

CENT = Decimal("0.01")


def grade(
    spec: dict[str, Any], key: dict[str, Any], answer: dict[str, Any], marks: Decimal, negative: Decimal
) -> Graded:
    """`proportional`: the share of right ticks, nothing with a wrong one. `right_minus_wrong`: (right - wrong) / keys.

    Negative marks are taken off only when nothing was earned.
    """
    right, chosen = set(key["options"]), set(answer["options"])
    if not chosen:
        return Graded(Decimal(0), Verdict.UNANSWERED)
    if chosen == right:
        return Graded(marks, Verdict.RIGHT)
    hits, misses = len(chosen & right), len(chosen - right)
    rule = spec.get("partial", "all_or_nothing")
    share = 0
    if rule == "proportional" and not misses:
        share = hits
    elif rule == "right_minus_wrong":
        share = max(hits - misses, 0)
    if share == 0:
        return Graded(-negative, Verdict.WRONG)
    return Graded((marks * share / len(right)).quantize(CENT, ROUND_HALF_UP), Verdict.PARTLY)
