"""Written answers: the sum of what a teacher awarded step by step."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from questions.rules.content import Step
from questions.rules.verdicts import Graded, Verdict


def grade_steps(
    steps: tuple[Step, ...], awards: Mapping[str, Mapping[str, Any]] | None, marks: Decimal
) -> tuple[Graded, dict[str, dict[str, Any]]]:
    """Return (verdict with the sum, the steps as decided).

    The verdict is "awaiting" until each step is awarded or marked as not attempted.
    """
    awards = awards or {}
    decided = {step.key: as_decided(awards[step.key]) for step in steps if step.key in awards}
    total = min(sum((Decimal(step["award"]) for step in decided.values()), Decimal(0)), marks)
    if len(decided) < len(steps):
        return Graded(total, Verdict.AWAITING), decided
    if decided and all(step["not_attempted"] for step in decided.values()):
        return Graded(Decimal(0), Verdict.UNANSWERED), decided
    return Graded(total, Verdict.MARKED), decided


def as_decided(award: Mapping[str, Any]) -> dict[str, Any]:
    """Return one step's award in the form in which runs keep it."""
    return {
        "award": str(award["award"]),
        "not_attempted": bool(award.get("not_attempted", False)),
        "error_tag": award.get("error_tag", ""),
        "comment": award.get("comment", ""),
    }
