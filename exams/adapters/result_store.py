"""Reads a result in one statement: the run to show, the answers, and everything shown with them."""

import json
from datetime import datetime
from typing import Any, NamedTuple

from accounts.access.people import full_name_of
from exams.adapters.response_store import GATHERED
from mathvidya.fastlane.compiled import Column, compiled
from mathvidya.fastlane.statements import VENDOR, Statement
from mathvidya.lib.instants import instant_or_none
from mathvidya.lib.process_caches import pure


class StoredResult(NamedTuple):
    """An attempt with the run to show; without `run_id` there is none.

    `live_versions`: the papers of the student's open attempts.
    """

    attempt_id: int
    student_id: int
    exam_id: int
    paper_version_id: int
    title: str
    paper: str
    student: str
    submitted_at: datetime | None
    published_run_id: int | None
    published_at: datetime | None
    live_versions: tuple[int, ...]
    run_id: int | None
    number: int
    key_version_id: int
    is_complete: bool
    score: str
    max_score: str
    percentage: str
    grade: str
    body: dict[str, Any]
    answers: dict[str, dict[str, Any]]


_RESULT = """
SELECT attempt.id, attempt.student_id, attempt.exam_id, attempt.paper_version_id, exam.title, paper.title,
       ({student}), attempt.submitted_at, attempt.published_run_id,
       attempt.published_at,
       {live},
       run.id, run.number, run.key_version_id, run.is_complete, {numbers}, run.grade, run.body, {gathered}
FROM exams_attempt attempt
JOIN exams_exam exam ON exam.id = attempt.exam_id
JOIN exams_exampaper paper ON paper.id = attempt.exam_paper_id
LEFT JOIN exams_resultrun run ON run.id = {run}
WHERE attempt.id = %s
"""
_LIVE = """FROM exams_attempt live WHERE live.student_id = attempt.student_id
           AND live.status IN ('open', 'paused') AND live.id <> attempt.id"""
_PUBLISHED = "attempt.published_run_id"
_NEWEST = """COALESCE(attempt.published_run_id,
    (SELECT newest.id FROM exams_resultrun newest WHERE newest.attempt_id = attempt.id ORDER BY number DESC LIMIT 1))"""
_ON_POSTGRES = {
    "numbers": "run.score::text, run.max_score::text, run.percentage::text",
    "gathered": GATHERED["postgresql"],
    "live": f"ARRAY(SELECT live.paper_version_id {_LIVE})",
}
_ON_SQLITE = {
    # SQLite keeps 12.50 as 12.5.
    "numbers": "printf('%%.2f', run.score), printf('%%.2f', run.max_score), printf('%%.2f', run.percentage)",
    "gathered": GATHERED["sqlite"],
    "live": f"(SELECT json_group_array(live.paper_version_id) {_LIVE})",
}


@pure()
def _statement(or_newest: bool) -> Statement:
    return Statement(
        _RESULT.format(
            run=_NEWEST if or_newest else _PUBLISHED,
            student=compiled(full_name_of(Column("attempt.student_id"))),
            **(_ON_POSTGRES if VENDOR == "postgresql" else _ON_SQLITE),
        )
    )


def read_result(attempt_id: int, *, or_newest: bool) -> StoredResult | None:
    """Return the attempt with its published run, or with `or_newest` its newest one where none is out; None without an
    attempt.
    """
    row = _statement(or_newest).row([attempt_id])
    if row is None:
        return None
    values = list(row)
    values[7], values[9] = instant_or_none(row[7]), instant_or_none(row[9])
    values[10] = tuple(json.loads(row[10]) if isinstance(row[10], str) else row[10])
    values[14] = bool(row[14])
    values[19], values[20] = json.loads(row[19] or "{}"), json.loads(row[20] or "{}")
    return StoredResult(*values)
