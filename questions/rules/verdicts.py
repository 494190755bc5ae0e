"""What a grader says about one answer."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Verdict(StrEnum):
    RIGHT = "right"
    PARTLY = "partly"
    WRONG = "wrong"
    UNANSWERED = "unanswered"
    UNREADABLE = "unreadable"  # a number that no rule can read: no marks, and none taken off
    AWAITING = "awaiting"  # a teacher decides
    MARKED = "marked"  # a teacher has decided
    EVERYONE = "everyone"  # key correction: full marks for all
    DROPPED = "dropped"  # key correction: the question does not count


@dataclass(frozen=True)
class Graded:
    score: Decimal
    verdict: Verdict


UNANSWERED = Graded(Decimal(0), Verdict.UNANSWERED)


def judged(is_right: bool, marks: Decimal, negative: Decimal) -> Graded:
    """Return all the marks, or the negative marks taken off."""
    return Graded(marks, Verdict.RIGHT) if is_right else Graded(-negative, Verdict.WRONG)
