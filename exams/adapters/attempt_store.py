"""Starting a sitting: one statement reads everything that decides, one writes the row."""

from datetime import UTC, datetime
from typing import NamedTuple

from mathvidya.fastlane.statements import VENDOR, Statement, as_stored
from mathvidya.lib.instants import instant


class OpenAttempt(NamedTuple):
    id: int
    seed: int
    status: str
    started_at: datetime
    deadline_at: datetime
    number: int


class Entry(NamedTuple):
    """What decides whether a student may start a paper now. `open` is the sitting that goes on, if there is one."""

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


_ENTRY = """
SELECT exam.id, paper.id, paper.paper_version_id, paper.duration_minutes, paper.shuffle_questions,
       paper.shuffle_options, exam.published_at IS NOT NULL,
       CASE WHEN EXISTS (SELECT 1 FROM exams_exam_batches chosen WHERE chosen.exam_id = exam.id)
            THEN EXISTS (SELECT 1 FROM exams_exam_batches chosen
                         JOIN classroom_batchmember member ON member.batch_id = chosen.batch_id
                         WHERE chosen.exam_id = exam.id AND member.student_id = %s AND member.left_on IS NULL)
            ELSE (SELECT subject.programme_id FROM curriculum_subject subject WHERE subject.id = exam.subject_id) IN
                 (SELECT enrolled.programme_id FROM classroom_enrolment enrolled
                  WHERE enrolled.student_id = %s AND enrolled.left_on IS NULL
                  UNION ALL
                  SELECT batch.programme_id FROM classroom_batchmember place
                  JOIN classroom_batch batch ON batch.id = place.batch_id
                  WHERE place.student_id = %s AND place.left_on IS NULL) END,
       exam.opens_at, exam.closes_at, exam.attempts_allowed,
       (SELECT COALESCE(MAX(made.number), 0) FROM exams_attempt made
        WHERE made.exam_paper_id = paper.id AND made.student_id = %s),
       {now},
       live.id, live.seed, live.status, live.started_at, live.deadline_at, live.number
FROM exams_exampaper paper
JOIN exams_exam exam ON exam.id = paper.exam_id
LEFT JOIN exams_attempt live
       ON live.exam_paper_id = paper.id AND live.student_id = %s AND live.status IN ('open', 'paused')
WHERE {where}
"""

# By vendor, and whether a paper is named; without one it is the first of a test.
_ENTRIES = {
    (vendor, is_named): Statement(_ENTRY.format(now=now, where=where))
    for vendor, now in (("postgresql", "clock_timestamp()"), ("sqlite", "NULL"))
    for is_named, where in (
        (True, "exam.id = %s AND paper.id = %s"),
        (False, "exam.id = %s AND exam.kind = 'test' AND paper.position = 1"),
    )
}

_IDENTITY = Statement(
    "SELECT id, student_id, exam_id, exam_paper_id, paper_version_id FROM exams_attempt WHERE id = %s"
)

_START = Statement("""
INSERT INTO exams_attempt (exam_id, exam_paper_id, paper_version_id, student_id, number, seed, status, started_at,
                           deadline_at, submitted_by, receipt)
VALUES (%s, %s, %s, %s, %s, %s, 'open', %s, %s, '', '')
ON CONFLICT DO NOTHING RETURNING id
""")


def read_entry(student_id: int, exam_id: int, exam_paper_id: int | None) -> Entry | None:
    """Everything that decides about starting; without a paper id the first paper of a test. None: no such paper."""
    wanted = [*[student_id] * 5, exam_id]
    if exam_paper_id is not None:
        wanted.append(exam_paper_id)
    row = _ENTRIES[VENDOR, exam_paper_id is not None].row(wanted)
    if row is None:
        return None
    live = row[13:]
    return Entry(
        exam_id=row[0],
        exam_paper_id=row[1],
        paper_version_id=row[2],
        duration_minutes=row[3],
        shuffle_questions=bool(row[4]),
        shuffle_options=bool(row[5]),
        is_published=bool(row[6]),
        is_meant=bool(row[7]),
        opens_at=instant(row[8]),
        closes_at=instant(row[9]),
        attempts_allowed=row[10],
        attempts_made=row[11],
        now=instant(row[12]) if row[12] else datetime.now(UTC),
        open=OpenAttempt(live[0], live[1], live[2], instant(live[3]), instant(live[4]), live[5]) if live[0] else None,
    )


def read_identity(pk: int) -> tuple[int, int, int, int, int] | None:
    """(id, student, exam, exam paper, paper version) of an attempt: what never changes about it."""
    row: tuple[int, int, int, int, int] | None = _IDENTITY.row([pk])
    return row


def insert_attempt(
    entry: Entry, *, student_id: int, number: int, seed: int, started_at: datetime, deadline_at: datetime
) -> int | None:
    """The new row's id, or None when a start beside this one was first (two unique constraints decide)."""
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
