"""Single choice, assertion and reason, true or false: one right answer."""

from decimal import Decimal
from typing import Any

from questions.rules.grading.verdicts import Graded, judged


def grade_option(
    spec: dict[str, Any], key: dict[str, Any], answer: dict[str, Any], marks: Decimal, negative: Decimal
) -> Graded:
    """The option's id decides; where it stood on the screen does not matter."""
    return judged(answer["option"] == key["option"], marks, negative)


def grade_truth(
    spec: dict[str, Any], key: dict[str, Any], answer: dict[str, Any], marks: Decimal, negative: Decimal
) -> Graded:
    return judged(answer["value"] is key["value"], marks, negative)
