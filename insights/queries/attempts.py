"""What a student's home is made of, for page and app alike: their attempts, and the exams that are not over.

Two statements in one round trip, compiled from querysets: a hot path (docs/hot-paths.md).
"""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import NamedTuple

from django.db.models import Count, IntegerField, OuterRef, Subquery, TextField
from django.db.models.functions import Cast, Coalesce

from exams.access.exams import exams_meant_for
from exams.choices import AttemptStatus
from exams.models import Attempt, ExamPaper
from mathvidya.fastlane.compiled import Place, compiled
from mathvidya.fastlane.statements import Row, Statement, as_stored, together
from mathvidya.lib.instants import instant, instant_or_none
from mathvidya.lib.process_caches import pure

SHORT_LIST = 5
OPEN = [AttemptStatus.OPEN, AttemptStatus.PAUSED]


class AttemptRow(NamedTuple):
    """An attempt with its titles; `run_id` and `percentage` of the published run, if it is out.

    Moments are the database's text, which sorts as they do (`instant` reads it): of most attempts nothing is shown.
    """

    id: int
    exam_id: int
    paper_version_id: int
    title: str
    paper: str
    status: str
    started_at: str
    deadline_at: str
    submitted_at: str | None
    run_id: int | None
    percentage: Decimal | None

    @property
    def due_at(self) -> datetime:
        return instant(self.deadline_at)

    @property
    def submitted_moment(self) -> datetime | None:
        return instant_or_none(self.submitted_at)


class ExamRow(NamedTuple):
    """An exam that is not over; `attempts` is how often all its papers together may be sat."""

    id: int
    title: str
    kind: str
    subject: str
    subject_name: str
    opens_at: datetime
    closes_at: datetime
    attempts: int


@dataclass(frozen=True)
class Attempts:
    """`all` the attempts, the newest first; `waiting` are those submitted whose result is not out yet. `open_exams`:
    open now, and a paper of them may still be started; `upcoming`: they open later.
    """

    all: list[AttemptRow]
    running: list[AttemptRow]
    waiting: list[AttemptRow]
    open_exams: list[ExamRow]
    upcoming: list[ExamRow]


@pure()
def _attempts_statement() -> Statement:
    moments = (Cast(name, TextField()) for name in ("started_at", "deadline_at", "submitted_at"))
    titles = ("exam__title", "exam_paper__title", "status")
    attempts = Attempt.objects.filter(student=Place("student")).order_by("-started_at", "-id")
    return Statement(
        compiled(
            attempts.values_list(
                "id", "exam_id", "paper_version_id", *titles, *moments, "published_run_id", "published_run__percentage"
            )
        )
    )


@pure()
def _exams_statement() -> Statement:
    papers = ExamPaper.objects.filter(exam=OuterRef("pk")).order_by().values("exam").annotate(number=Count("pk"))
    number = Coalesce(Subquery(papers.values("number")), 0, output_field=IntegerField())
    exams = exams_meant_for(Place("student")).filter(closes_at__gt=Place("now")).order_by("opens_at")
    facts = ("id", "title", "kind", "subject__code", "subject__name", "opens_at", "closes_at", "attempts_allowed")
    return Statement(compiled(exams.values_list(*facts, number)))


def get_attempts(student_id: int, now: datetime) -> Attempts:
    """Return what a student is taking, has taken and may take."""
    values = {"student": student_id, "now": as_stored(now)}
    rows, ahead = together((_attempts_statement(), {"student": student_id}), (_exams_statement(), values))
    attempts, exams = [_attempt(row) for row in rows], [_exam(row) for row in ahead]
    waiting = [row for row in attempts if row.status == AttemptStatus.SUBMITTED and row.run_id is None]
    return Attempts(
        all=attempts,
        running=[row for row in attempts if row.status in OPEN],
        waiting=waiting[:SHORT_LIST],
        open_exams=_to_sit(exams, attempts, now),
        upcoming=[exam for exam in exams if exam.opens_at > now][:SHORT_LIST],
    )


def _to_sit(ahead: list[ExamRow], attempts: list[AttemptRow], now: datetime) -> list[ExamRow]:
    """Exams that are open now and of which the student may still start a paper; the first to close first."""
    running = {row.exam_id for row in attempts if row.status in OPEN}
    made = [row.exam_id for row in attempts]
    free = (row for row in ahead if row.opens_at <= now and row.id not in running and made.count(row.id) < row.attempts)
    return sorted(free, key=lambda row: row.closes_at)


def _attempt(row: Row) -> AttemptRow:
    attempt = AttemptRow._make(row)
    given = attempt.percentage  # SQLite's is a float
    return attempt if given is None else attempt._replace(percentage=Decimal(str(given)))


def _exam(row: Row) -> ExamRow:
    pk, title, kind, subject, subject_name, opens_at, closes_at, allowed, papers = row
    opening, closing = instant(opens_at), instant(closes_at)
    return ExamRow(pk, title, kind, subject, subject_name, opening, closing, allowed * papers)
