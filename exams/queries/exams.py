"""Exams as their people see them: open now, upcoming, past."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet

from accounts.models import User
from exams.adapters.clock import database_now
from exams.choices import AttemptStatus
from exams.models import Attempt, Exam, ExamPaper


def papers_in_full() -> "Prefetch[Any, Any, Any]":
    """Return what fetches the papers of exams with their versions and names, in one query."""
    return Prefetch("papers", ExamPaper.objects.select_related("paper_version__paper"))


class ExamState(StrEnum):
    UPCOMING = "upcoming"
    OPEN = "open"
    PAST = "past"


def state_at(exam: Exam, now: datetime) -> ExamState:
    if now < exam.opens_at:
        return ExamState.UPCOMING
    return ExamState.OPEN if now < exam.closes_at else ExamState.PAST


@dataclass
class PaperRow:
    """A paper of an exam with one student's attempts, newest first."""

    paper: ExamPaper
    attempts: list[Attempt] = field(default_factory=list)

    @property
    def running(self) -> Attempt | None:
        return next((attempt for attempt in self.attempts if attempt.status != AttemptStatus.SUBMITTED), None)

    @property
    def newest(self) -> Attempt | None:
        return self.attempts[0] if self.attempts else None


@dataclass
class ExamRow:
    exam: Exam
    state: ExamState
    papers: list[PaperRow]

    def may_start(self, row: PaperRow) -> bool:
        """Return whether a fresh attempt of this paper can begin now."""
        return self.state is ExamState.OPEN and row.running is None and len(row.attempts) < self.exam.attempts_allowed

    @property
    def has_running(self) -> bool:
        return any(row.running for row in self.papers)


def exam_rows(exams: QuerySet[Exam] | Sequence[Exam], student: User) -> list[ExamRow]:
    """Return exams with one student's attempts; three queries, whatever the number of exams."""
    if isinstance(exams, QuerySet):
        exams = exams.select_related("subject").prefetch_related("papers__paper_version")
    now = database_now()
    attempts: dict[int, list[Attempt]] = defaultdict(list)
    own = Attempt.objects.filter(student=student, exam__in=[exam.pk for exam in exams]).order_by("-number")
    for attempt in own.select_related("published_run"):
        attempts[attempt.exam_paper_id].append(attempt)
    return [
        ExamRow(exam, state_at(exam, now), [PaperRow(paper, attempts[paper.pk]) for paper in exam.papers.all()])
        for exam in exams
    ]


def managed_exam_rows(exams: QuerySet[Exam]) -> QuerySet[Exam]:
    """Return exams with the numbers of attempts that are open, that are submitted, and that have a result."""
    submitted = Q(attempts__status=AttemptStatus.SUBMITTED)
    return (
        exams.select_related("subject")
        .prefetch_related("batches", "papers")
        .annotate(
            attempt=Count("attempts", filter=~submitted & Q(attempts__isnull=False), distinct=True),
            submitted=Count("attempts", filter=submitted, distinct=True),
            published=Count("attempts", filter=Q(attempts__published_run__isnull=False), distinct=True),
        )
    )


def sort_rows(rows: list[ExamRow]) -> dict[str, list[ExamRow]]:
    """Sort into `now` (running or open with something left to do), `upcoming` (the nearest first), `past`."""
    now = [row for row in rows if row.has_running or any(row.may_start(paper) for paper in row.papers)]
    upcoming = sorted((row for row in rows if row.state is ExamState.UPCOMING), key=lambda row: row.exam.opens_at)
    past = [row for row in rows if row not in now and row not in upcoming]
    return {"now": now, "upcoming": upcoming, "past": past}
