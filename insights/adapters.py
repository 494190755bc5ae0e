"""What a student's first screen is made of, in two statements; a third for the marks of its results."""

import json
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple

from django.db import connection

from mathvidya.fastlane.statements import VENDOR, Row, Statement, as_stored, together
from mathvidya.lib.instants import instant


class SittingRow(NamedTuple):
    """An attempt with its titles; `run_id` and `percentage` of the published run, if it is out.

    Moments are the database's text, which sorts as they do (`instant` reads it): of most sittings nothing is told.
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


class ExamRow(NamedTuple):
    """An exam that is not over; `sittings` is how often all its papers together may be sat."""

    id: int
    title: str
    kind: str
    subject: str
    opens_at: datetime
    closes_at: datetime
    sittings: int


_SITTINGS_FORMAT = """
SELECT attempt.id, attempt.exam_id, attempt.paper_version_id, exam.title, paper.title, attempt.status,
       {moments}, attempt.published_run_id, run.percentage
FROM exams_attempt attempt
JOIN exams_exam exam ON exam.id = attempt.exam_id
JOIN exams_exampaper paper ON paper.id = attempt.exam_paper_id
LEFT JOIN exams_resultrun run ON run.id = attempt.published_run_id
WHERE attempt.student_id = %s
ORDER BY attempt.started_at DESC, attempt.id DESC
"""
_MOMENTS = ("attempt.started_at", "attempt.deadline_at", "attempt.submitted_at")
_SITTINGS = {
    "postgresql": Statement(_SITTINGS_FORMAT.format(moments=", ".join(f"{moment}::text" for moment in _MOMENTS))),
    "sqlite": Statement(_SITTINGS_FORMAT.format(moments=", ".join(_MOMENTS))),
}
_EXAMS = Statement("""
SELECT exam.id, exam.title, exam.kind, subject.code, exam.opens_at, exam.closes_at,
       exam.attempts_allowed * (SELECT COUNT(*) FROM exams_exampaper paper WHERE paper.exam_id = exam.id)
FROM exams_exam exam JOIN curriculum_subject subject ON subject.id = exam.subject_id
WHERE exam.published_at IS NOT NULL AND exam.closes_at > %s
  AND CASE WHEN EXISTS (SELECT 1 FROM exams_exam_batches chosen WHERE chosen.exam_id = exam.id)
           THEN EXISTS (SELECT 1 FROM exams_exam_batches chosen
                        JOIN classroom_batchmember member ON member.batch_id = chosen.batch_id
                        WHERE chosen.exam_id = exam.id AND member.student_id = %s AND member.left_on IS NULL)
           ELSE subject.programme_id IN (SELECT enrolled.programme_id FROM classroom_enrolment enrolled
                                         WHERE enrolled.student_id = %s AND enrolled.left_on IS NULL
                                         UNION ALL
                                         SELECT batch.programme_id FROM classroom_batchmember place
                                         JOIN classroom_batch batch ON batch.id = place.batch_id
                                         WHERE place.student_id = %s AND place.left_on IS NULL) END
ORDER BY exam.opens_at
""")


def read_first_screen(student_id: int, now: datetime) -> tuple[list[SittingRow], list[ExamRow]]:
    """Every attempt of a student, the newest first; published exams meant for them that are not over, the first to
    open first.
    """
    moment = as_stored(now)
    sittings, exams = together((_SITTINGS[VENDOR], [student_id]), (_EXAMS, [moment, *[student_id] * 3]))
    return [_sitting(row) for row in sittings], [_exam(row) for row in exams]


def _sitting(row: Row) -> SittingRow:
    sitting = SittingRow._make(row)
    given = sitting.percentage  # SQLite's is a float
    return sitting if given is None else sitting._replace(percentage=Decimal(str(given)))


def _exam(row: Row) -> ExamRow:
    pk, title, kind, subject, opens_at, closes_at, sittings = row
    return ExamRow(pk, title, kind, subject, instant(opens_at), instant(closes_at), sittings)


def read_run_items(run_ids: Sequence[int]) -> dict[int, dict[str, Any]]:
    """{run id: its items as docs/results.md tells them}."""
    if not run_ids:
        return {}
    items = "body -> 'items'" if VENDOR == "postgresql" else "json_extract(body, '$.items')"
    places = ", ".join(["%s"] * len(run_ids))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id, {items} FROM exams_resultrun WHERE id IN ({places})", run_ids)  # noqa: S608  (constants and placeholders)
        return {pk: json.loads(text) for pk, text in cursor.fetchall()}
