"""Exams as their people see them: open now, upcoming, past."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db.models import OuterRef, Prefetch, Q, QuerySet

from accounts.models import User
from exams.adapters.clock import database_now
from exams.choices import AttemptStatus
from exams.models import Attempt, Exam, ExamPaper
from mathvidya.lib.counts import CountUpTo
from mathvidya.lib.keysets import Window, window_of

LONGEST_SEARCH = 5  # words
MOST_AHEAD = 50  # exams that are open or come


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
    for attempt in own.select_related("published_run").defer("published_run__body"):
        attempts[attempt.exam_paper_id].append(attempt)
    return [
        ExamRow(exam, state_at(exam, now), [PaperRow(paper, attempts[paper.pk]) for paper in exam.papers.all()])
        for exam in exams
    ]


def managed_exams(exams: QuerySet[Exam], asked: Mapping[str, str], *, size: int) -> Window[Exam]:
    """`size` exams with their counts from where `asked` says, the newest first; with `search` in it, those whose titles
    have its words. Two queries."""
    for word in asked.get("search", "").split()[:LONGEST_SEARCH]:
        exams = exams.filter(title__icontains=word)
    return window_of([with_counts(exams).prefetch_related("batches")], ("-opens_at", "-pk"), asked, size=size)


def with_counts(exams: QuerySet[Exam]) -> QuerySet[Exam]:
    """Return exams with subject, how many write now (`attempt`), have submitted (`submitted`) and have their result
    (`results_out`), each counted as far as `mathvidya.lib.counts` does."""
    of_exam = Attempt.objects.filter(exam=OuterRef("pk"))
    return exams.select_related("subject").annotate(
        attempt=CountUpTo(of_exam.filter(status__in=[AttemptStatus.OPEN, AttemptStatus.PAUSED])),
        submitted=CountUpTo(of_exam.filter(status=AttemptStatus.SUBMITTED)),
        results_out=CountUpTo(of_exam.filter(published_run__isnull=False)),
    )


@dataclass
class ExamList:
    """A student's exams: `now` (running or open with something left to do), `upcoming` (the nearest first), and some of
    those that are `past`, with the window of these."""

    now: list[ExamRow]
    upcoming: list[ExamRow]
    past: list[ExamRow]
    window: Window[Exam]


def exam_list_of(student: User, exams: QuerySet[Exam], asked: Mapping[str, str], *, size: int) -> ExamList:
    """All `exams` that are not over, with `size` of those that are, newest first, from where `asked` says.

    Five queries, however many there are.
    """
    shown = exams.select_related("subject").prefetch_related("papers__paper_version")
    running = Attempt.objects.filter(student=student, status__in=[AttemptStatus.OPEN, AttemptStatus.PAUSED])
    is_ahead = Q(closes_at__gt=database_now()) | Q(pk__in=list(running.values_list("exam", flat=True)))
    window = window_of([shown.exclude(is_ahead)], ("-opens_at", "-pk"), asked, size=size)
    ahead = list(shown.filter(is_ahead)[:MOST_AHEAD]) if not window.previous else []
    rows = exam_rows([*ahead, *window.rows], student)
    now = [row for row in rows if row.has_running or any(row.may_start(paper) for paper in row.papers)]
    upcoming = sorted((row for row in rows if row.state is ExamState.UPCOMING), key=lambda row: row.exam.opens_at)
    past = [row for row in rows if row not in now and row not in upcoming]
    return ExamList(now, upcoming, past, window)
