"""Progress from published results. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

TENTH = Decimal("0.1")
# Fewer marks than this say too little about a chapter to call it weak.
ENOUGH_MARKS = Decimal(3)
WEAK_BELOW = Decimal(60)
MOST_WEAK = 5


class Earned(NamedTuple):
    """Marks won in one counted question; a home has hundreds of them."""

    chapter: str
    name: str
    won: Decimal
    of: Decimal


@dataclass(frozen=True)
class ChapterProgress:
    """Marks won in a chapter, of those that were to be won. `percentage` has one decimal."""

    code: str
    name: str
    won: Decimal
    of: Decimal

    @property
    def percentage(self) -> Decimal:
        return (self.won * 100 / self.of).quantize(TENTH, ROUND_HALF_UP) if self.of else Decimal(0)

    @property
    def is_weak(self) -> bool:
        return self.of >= ENOUGH_MARKS and self.percentage < WEAK_BELOW


@dataclass(frozen=True)
class Outcome:
    """One published result."""

    attempt_id: int
    title: str
    submitted_at: datetime
    score: Decimal
    max_score: Decimal
    percentage: Decimal
    grade: str


@dataclass(frozen=True)
class Progress:
    """What a student's published results say; empty lists before the first one."""

    outcomes: list[Outcome]
    chapters: list[ChapterProgress]

    @property
    def average(self) -> Decimal | None:
        """Return the mean percentage over the results with one decimal; None without results."""
        return average_of([outcome.percentage for outcome in self.outcomes])

    @property
    def best(self) -> Decimal | None:
        return max((outcome.percentage for outcome in self.outcomes), default=None)

    @property
    def weak_chapters(self) -> list[ChapterProgress]:
        """Return the weak chapters, the weakest first, five at most."""
        return weakest(self.chapters)


def average_of(percentages: Sequence[Decimal]) -> Decimal | None:
    """Return the mean with one decimal; None for an empty list."""
    if not percentages:
        return None
    return (sum(percentages, Decimal(0)) / len(percentages)).quantize(TENTH, ROUND_HALF_UP)


def weakest(chapters: Iterable[ChapterProgress]) -> list[ChapterProgress]:
    """Return the weak chapters, the weakest first, five at most."""
    weak = [chapter for chapter in chapters if chapter.is_weak]
    return sorted(weak, key=lambda chapter: (chapter.percentage, chapter.code))[:MOST_WEAK]


def sum_by_chapter(earned: Iterable[Earned]) -> list[ChapterProgress]:
    """Add up marks by chapter, in the syllabus's order of codes."""
    names: dict[str, str] = {}
    won: dict[str, Decimal] = {}
    of: dict[str, Decimal] = {}
    for code, name, gained, full in earned:
        if code not in names:
            names[code], won[code], of[code] = name, gained, full
        else:
            won[code] += gained
            of[code] += full
    return [ChapterProgress(code, names[code], won[code], of[code]) for code in sorted(names, key=_syllabus_order)]


def _syllabus_order(code: str) -> tuple[str, int]:
    """`maths-10.9` comes before `maths-10.10`."""
    subject, _, number = code.rpartition(".")
    return subject, int(number) if number.isdigit() else 0
