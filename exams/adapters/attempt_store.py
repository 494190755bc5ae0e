"""The row of an attempt: what never changes about it, and the statement that writes it at the start."""

from datetime import datetime
from typing import NamedTuple

from mathvidya.fastlane.statements import Statement, as_stored


class OpenAttempt(NamedTuple):
    id: int
    seed: int
    status: str
    started_at: datetime
    deadline_at: datetime
    number: int


class Entry(NamedTuple):
    """What decides whether a student may start a paper now. `open` is the student's open attempt, if there is one."""

    exam_id: int
    exam_paper_id: int
    paper_version_id: int
    duration_minutes: int
    shuffle_questions: bool
    shuffle_options: bool
    is_published: bool
    is_meant: bool
    opens_at: datetime
    closes_at: datetime
    attempts_allowed: int
    attempts_made: int
    now: datetime
    open: OpenAttempt | None


_IDENTITY = Statement(
    "SELECT id, student_id, exam_id, exam_paper_id, paper_version_id FROM exams_attempt WHERE id = %s"
)

_START = Statement("""
INSERT INTO exams_attempt (exam_id, exam_paper_id, paper_version_id, student_id, number, seed, status, started_at,
                           deadline_at, submitted_by, receipt)
VALUES (%s, %s, %s, %s, %s, %s, 'open', %s, %s, '', '')
ON CONFLICT DO NOTHING RETURNING id
""")


def read_identity(pk: int) -> tuple[int, int, int, int, int] | None:
    """Return (id, student, exam, exam paper, paper version) of an attempt: what never changes about it."""
    row: tuple[int, int, int, int, int] | None = _IDENTITY.row([pk])
    return row


def insert_attempt(
    entry: Entry, *, student_id: int, number: int, seed: int, started_at: datetime, deadline_at: datetime
) -> int | None:
    """Insert the attempt and return its id; None when another start was first (two unique constraints decide)."""
    row = _START.row(
        [
            entry.exam_id,
            entry.exam_paper_id,
            entry.paper_version_id,
            student_id,
            number,
            seed,
            as_stored(started_at),
            as_stored(deadline_at),
        ]
    )
    return row[0] if row else None
