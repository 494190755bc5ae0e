"""An exam as the person who watches over it sees it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Max, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from exams.adapters.clock import database_now
from exams.choices import AttemptStatus
from exams.models import Attempt, AttemptEvent, Exam, Response, ResultRun, TimeEntry


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
    now: datetime
    rows: list[LiveRow]


def get_live(exam: Exam, *, limit: int = 2000) -> Live:
    """Return every attempt of the exam, the open ones first; two queries, whatever the number of attempts."""
    # Looked up for each row that is shown: joined, the answers of the whole exam would be read before the first row.
    answers = Response.objects.filter(attempt=OuterRef("pk")).order_by().values("attempt")
    newest_event = AttemptEvent.objects.filter(attempt=OuterRef("pk")).order_by("-id").values("kind")[:1]
    paused_at = TimeEntry.objects.filter(attempt=OuterRef("pk"), kind="pause").order_by("-id").values("at")[:1]
    newest_run = ResultRun.objects.filter(attempt=OuterRef("pk")).order_by("-number")
    attempts: QuerySet[Attempt] = (
        Attempt.objects.filter(exam=exam)
        .select_related("student", "exam_paper")
        .annotate(
            answered=Coalesce(Subquery(answers.exclude(answer={}).annotate(number=Count("pk")).values("number")), 0),
            last_saved_at=Subquery(answers.annotate(at=Max("saved_at")).values("at")),
            last_event=Subquery(newest_event),
            paused_at=Subquery(paused_at),
            run_complete=Subquery(newest_run.values("is_complete")[:1]),
            run_score=Subquery(newest_run.values("score")[:1]),
        )
        .order_by("status", "student__first_name", "student__last_name", "pk")
    )
    now = database_now()
    return Live(now, [_row(attempt, now) for attempt in attempts[:limit]])


def _row(attempt: Attempt, now: datetime) -> LiveRow:
    facts = vars(attempt)
    return LiveRow(
        attempt=attempt,
        answered=facts["answered"],
        last_saved_at=facts["last_saved_at"],
        remaining=remaining_seconds(attempt, now, facts["paused_at"]),
        last_event=facts["last_event"] or "",
        is_complete=bool(facts["run_complete"]),
        score=str(facts["run_score"]) if facts["run_score"] is not None else "",
    )


def remaining_seconds(attempt: Attempt, now: datetime, paused_at: datetime | None) -> int | None:
    """Return whole seconds left on the clock, which stops during a pause; None when submitted."""
    if attempt.status == AttemptStatus.SUBMITTED:
        return None
    at = paused_at if attempt.status == AttemptStatus.PAUSED and paused_at else now
    return max(int((attempt.deadline_at - at).total_seconds()), 0)
