"""An exam as the person who watches over it sees it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Max, Q, QuerySet

from exams.adapters.clock import database_now
from exams.choices import AttemptStatus, TimeKind
from exams.models import Attempt, AttemptEvent, Exam, Response, ResultRun, TimeEntry
from mathvidya.lib.keysets import window_of

# In the order of names, as a list on paper has them; the columns of the index `person_by_name`, and nothing to sort.
ORDER = ("student__first_name", "student__last_name", "student_id", "pk")
SITTING = [AttemptStatus.OPEN, AttemptStatus.PAUSED]
LONGEST_SEARCH = 5  # words


@dataclass(frozen=True)
class LiveRow:
    """`remaining` in seconds; None when submitted. `last_event` is what the device last reported."""

    attempt: Attempt
    answered: int
    last_saved_at: datetime | None
    remaining: int | None
    last_event: str
    is_complete: bool
    score: str

    def as_json(self) -> dict[str, Any]:
        attempt = self.attempt
        return {
            "attempt": attempt.pk,
            "student": {"id": attempt.student_id, "name": attempt.student.get_full_name()},
            "paper": attempt.exam_paper_id,
            "status": attempt.status,
            "answered": self.answered,
            "last_saved_at": self.last_saved_at,
            "remaining_seconds": self.remaining,
            "last_event": self.last_event,
        }


@dataclass(frozen=True)
class Live:
    """Some of the attempts. `previous` and `next`: query strings that lead to the others, or ""."""

    now: datetime
    rows: list[LiveRow]
    previous: str
    next: str


def get_live(exam: Exam, asked: Mapping[str, str], *, size: int) -> Live:
    """`size` attempts of the exam from where `asked` says, those that go on first.

    With `search` in it, those of students whose names have its words. Seven queries, however many there are.
    """
    attempts = _found(exam, asked.get("search", "")).select_related("student", "exam_paper")
    parts = [attempts.filter(status__in=SITTING), attempts.filter(status=AttemptStatus.SUBMITTED)]
    window = window_of(parts, ORDER, asked, size=size)
    now, facts = database_now(), _facts_of([attempt.pk for attempt in window.rows])
    return Live(now, [_row(attempt, facts, now) for attempt in window.rows], window.previous, window.next)


def _found(exam: Exam, search: str) -> QuerySet[Attempt]:
    attempts = Attempt.objects.filter(exam=exam)
    for word in search.split()[:LONGEST_SEARCH]:
        attempts = attempts.filter(Q(student__first_name__icontains=word) | Q(student__last_name__icontains=word))
    return attempts


@dataclass(frozen=True)
class _Facts:
    """By attempt: (answers, when the last was saved), what the device said last, when it was paused, its newest run."""

    answers: dict[int, tuple[int, datetime]]
    events: dict[int, str]
    pauses: dict[int, datetime]
    runs: dict[int, tuple[bool, Any]]


def _facts_of(attempts: Collection[int]) -> _Facts:
    """Four queries for all attempts that are shown: joined, the answers of the whole exam would be read first."""
    answers = Response.objects.filter(attempt__in=attempts).order_by().values("attempt")
    saved = answers.annotate(number=Count("pk", filter=~Q(answer={})), at=Max("saved_at"))
    events = AttemptEvent.objects.filter(attempt__in=attempts).order_by("pk").values_list("attempt", "kind")
    pauses = TimeEntry.objects.filter(attempt__in=attempts, kind=TimeKind.PAUSE).order_by("pk")
    runs = ResultRun.objects.filter(attempt__in=attempts).order_by("number")
    return _Facts(
        answers={pk: (number, at) for pk, number, at in saved.values_list("attempt", "number", "at")},
        events=dict(events),
        pauses=dict(pauses.values_list("attempt", "at")),
        runs={pk: (done, score) for pk, done, score in runs.values_list("attempt", "is_complete", "score")},
    )


def _row(attempt: Attempt, facts: _Facts, now: datetime) -> LiveRow:
    answered, saved_at = facts.answers.get(attempt.pk, (0, None))
    is_complete, score = facts.runs.get(attempt.pk, (False, ""))
    return LiveRow(
        attempt=attempt,
        answered=answered,
        last_saved_at=saved_at,
        remaining=remaining_seconds(attempt, now, facts.pauses.get(attempt.pk)),
        last_event=facts.events.get(attempt.pk, ""),
        is_complete=is_complete,
        score=str(score),
    )


def remaining_seconds(attempt: Attempt, now: datetime, paused_at: datetime | None) -> int | None:
    """Return whole seconds left on the clock, which stops during a pause; None when submitted."""
    if attempt.status == AttemptStatus.SUBMITTED:
        return None
    at = paused_at if attempt.status == AttemptStatus.PAUSED and paused_at else now
    return max(int((attempt.deadline_at - at).total_seconds()), 0)
