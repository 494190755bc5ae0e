"""What decides whether a student may start a paper: one statement."""

from datetime import UTC, datetime

from exams.access.exams import exams_meant_for
from exams.adapters.attempt_store import Entry, OpenAttempt
from mathvidya.fastlane.compiled import Column, Place, compiled
from mathvidya.fastlane.statements import VENDOR, Statement
from mathvidya.lib.instants import instant
from mathvidya.lib.process_caches import pure

_ENTRY = """
SELECT exam.id, paper.id, paper.paper_version_id, paper.duration_minutes, paper.shuffle_questions,
       paper.shuffle_options, exam.published_at IS NOT NULL, EXISTS ({meant}),
       exam.opens_at, exam.closes_at, exam.attempts_allowed,
       (SELECT COALESCE(MAX(made.number), 0) FROM exams_attempt made
        WHERE made.exam_paper_id = paper.id AND made.student_id = %(student)s),
       {now},
       live.id, live.seed, live.status, live.started_at, live.deadline_at, live.number
FROM exams_exampaper paper
JOIN exams_exam exam ON exam.id = paper.exam_id
LEFT JOIN exams_attempt live
       ON live.exam_paper_id = paper.id AND live.student_id = %(student)s AND live.status IN ('open', 'paused')
WHERE exam.id = %(exam)s AND {which}
"""
_NOW = {"postgresql": "clock_timestamp()", "sqlite": "NULL"}
_NAMED = "paper.id = %(paper)s"
_OF_TEST = "exam.kind = 'test' AND paper.position = 1"


@pure()
def _entry_statement(is_named: bool) -> Statement:
    """`is_named`: a paper is named; without one it is the first of a test."""
    meant = compiled(exams_meant_for(Place("student")).filter(pk=Column("exam.id")).order_by().values("pk"))
    return Statement(_ENTRY.format(meant=meant, now=_NOW[VENDOR], which=_NAMED if is_named else _OF_TEST))


def read_entry(student_id: int, exam_id: int, exam_paper_id: int | None) -> Entry | None:
    """Return everything that decides about starting; without a paper id of the first paper of a test.

    None without such a paper.
    """
    wanted = {"student": student_id, "exam": exam_id}
    if exam_paper_id is not None:
        wanted["paper"] = exam_paper_id
    row = _entry_statement(exam_paper_id is not None).row(wanted)
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
