"""Handing in, at the database: lock the sitting, read what is scored, write what came of it.

Each is one statement (the last one two on SQLite), because that is most of what a submit costs. They stand in this
order inside one transaction: the lock makes every save wait, and only a statement that begins after it sees every save
(SPEED.md, "The trap").
"""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db import connection

from mathvidya.lib.instants import instant, instant_or_none


@dataclass(frozen=True)
class Sitting:
    """A locked attempt, and when its exam lets results out."""

    pk: int
    student_id: int
    exam_id: int
    paper_version_id: int
    status: str
    deadline_at: datetime
    submitted_at: datetime | None
    submitted_by: str
    receipt: str
    release_rule: str
    release_at: datetime | None


@dataclass(frozen=True)
class Inputs:
    """What a submit scores: read after the attempt's lock, in a statement of its own, so that it sees every save."""

    now: datetime
    key_id: int
    corrections: dict[str, Any]
    answers: dict[int, dict[str, Any]]


@dataclass(frozen=True)
class Closing:
    """What handing in writes on the attempt. `published_at` is None while the result waits."""

    submitted_at: datetime
    submitted_by: str
    receipt: str
    published_at: datetime | None


@dataclass(frozen=True)
class FirstRun:
    """The columns of a sitting's first ResultRun."""

    key_id: int
    rules_version: int
    inputs_hash: str
    is_complete: bool
    score: str
    max_score: str
    percentage: str
    grade: str
    body: dict[str, Any]
    reason: str
    created_at: datetime


_LOCK = """
SELECT attempt.id, attempt.student_id, attempt.exam_id, attempt.paper_version_id, attempt.status, attempt.deadline_at,
       attempt.submitted_at, attempt.submitted_by, attempt.receipt, exam.release_rule, exam.release_at
FROM exams_attempt attempt JOIN exams_exam exam ON exam.id = attempt.exam_id
WHERE attempt.id = %s
"""

_INPUTS = """
SELECT {now}, newest.id, newest.corrections,
       (SELECT {gather} FROM exams_response given WHERE given.attempt_id = %s)
FROM (SELECT id, corrections FROM exams_keyversion WHERE paper_version_id = %s ORDER BY number DESC LIMIT 1) newest
"""
_INPUTS_ON_POSTGRES = _INPUTS.format(now="clock_timestamp()", gather="jsonb_object_agg(given.item_id, given.answer)")
_INPUTS_ON_SQLITE = _INPUTS.format(now="NULL", gather="json_group_object(given.item_id, json(given.answer))")

_INSERT_RUN = """
INSERT INTO exams_resultrun (attempt_id, number, key_version_id, rules_version, inputs_hash, is_complete, score,
                             max_score, percentage, grade, body, reason, created_at)
VALUES (%s, 1, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
RETURNING id
"""

_CLOSE = """
UPDATE exams_attempt
SET status = 'submitted', submitted_at = %s, submitted_by = %s, receipt = %s, published_at = %s,
    published_run_id = {published_run}
WHERE id = %s
"""
# Both in one; the constraint between the two rows is looked at when the transaction ends.
_RUN_AND_CLOSE = "".join(
    [
        f"WITH run AS ({_INSERT_RUN})",
        _CLOSE.format(published_run="CASE WHEN %s THEN (SELECT id FROM run) END"),
        "RETURNING (SELECT id FROM run)",
    ]
)
_CLOSE_ON_SQLITE = _CLOSE.format(published_run="CASE WHEN %s THEN %s END")


def lock_sitting(attempt_id: int) -> Sitting | None:
    """Hold the attempt's row until the transaction ends. On SQLite the transaction holds the whole database."""
    lock = " FOR UPDATE OF attempt" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(_LOCK + lock, [attempt_id])
        row = cursor.fetchone()
    if row is None:
        return None
    values = list(row)
    values[5], values[6], values[10] = instant(row[5]), instant_or_none(row[6]), instant_or_none(row[10])
    return Sitting(*values)


def read_inputs(attempt_id: int, paper_version_id: int) -> Inputs:
    """Answers, the newest key and the database's time. Cleared answers are left out."""
    on_postgres = connection.vendor == "postgresql"
    with connection.cursor() as cursor:
        cursor.execute(_INPUTS_ON_POSTGRES if on_postgres else _INPUTS_ON_SQLITE, [attempt_id, paper_version_id])
        row = cursor.fetchone()
    if row is None:
        raise LookupError(f"paper version {paper_version_id} has no key")
    now, key_id, corrections, gathered = row
    answers = {int(item): answer for item, answer in _loaded(gathered or "{}").items() if answer}
    return Inputs(
        now=now or datetime.now(UTC),
        key_id=key_id,
        corrections=_loaded(corrections),
        answers=dict(sorted(answers.items())),
    )


def close_sitting(attempt_id: int, closing: Closing, run: FirstRun) -> int:
    """Insert the first run and write the submission on the locked row, with the run as the published one where that
    is due. Returns the run's id.
    """
    of_run = [
        attempt_id,
        run.key_id,
        run.rules_version,
        run.inputs_hash,
        run.is_complete,
        run.score,
        run.max_score,
        run.percentage,
        run.grade,
        json.dumps(run.body),
        run.reason,
        _adapted(run.created_at),
    ]
    of_attempt = [
        _adapted(closing.submitted_at),
        closing.submitted_by,
        closing.receipt,
        _adapted(closing.published_at),
        closing.published_at is not None,
    ]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_RUN_AND_CLOSE, [*of_run, *of_attempt, attempt_id])
            run_id: int = cursor.fetchone()[0]
            return run_id
        cursor.execute(_INSERT_RUN, of_run)
        run_id = cursor.fetchone()[0]
        cursor.execute(_CLOSE_ON_SQLITE, [*of_attempt, run_id, attempt_id])
    return run_id


def _adapted(value: datetime | None) -> Any:
    return connection.ops.adapt_datetimefield_value(value)


def _loaded(value: str | dict[str, Any]) -> dict[str, Any]:
    return json.loads(value) if isinstance(value, str) else value
