"""Submitting, in the database: lock the attempt, read what is scored, write the outcome.

Two round trips inside one transaction, because these are most of what a submit costs. The lock comes first and makes
every save wait; only a statement that begins after it sees every save.
"""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, NamedTuple

from exams.adapters.response_store import GATHERED
from mathvidya.fastlane.statements import VENDOR, Row, Statement, Values, as_stored, together
from mathvidya.lib.instants import instant, instant_or_none
from mathvidya.lib.process_caches import pure


class LockedAttempt(NamedTuple):
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
    number: int


class Inputs(NamedTuple):
    """What a submit scores: read after the attempt's lock, in a statement of its own, so that it sees every save.

    `run_id` is kept free for the run that a submit is going to write.
    """

    now: datetime
    key_id: int
    corrections: dict[str, Any]
    answers: dict[int, dict[str, Any]]
    run_id: int | None


@dataclass(frozen=True)
class Closing:
    """What a submit writes on the attempt. `published_at` is None while the result waits."""

    submitted_at: datetime
    submitted_by: str
    receipt: str
    published_at: datetime | None


@dataclass(frozen=True)
class FirstRun:
    """The columns of an attempt's first ResultRun."""

    id: int
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


_ATTEMPT = """
SELECT attempt.id, attempt.student_id, attempt.exam_id, attempt.paper_version_id, attempt.status, attempt.deadline_at,
       attempt.submitted_at, attempt.submitted_by, attempt.receipt, exam.release_rule, exam.release_at,
       attempt.number
FROM exams_attempt attempt JOIN exams_exam exam ON exam.id = attempt.exam_id
WHERE attempt.id = %s
"""
_LOCK = {
    "postgresql": Statement(f"{_ATTEMPT} FOR UPDATE OF attempt"),
    "sqlite": Statement(_ATTEMPT),  # the transaction holds the whole database
}

_INPUTS_FORMAT = """
SELECT {now}, newest.id, newest.corrections, {gathered}, {next_run}
FROM exams_attempt attempt
JOIN exams_keyversion newest ON newest.paper_version_id = attempt.paper_version_id
WHERE attempt.id = %s ORDER BY newest.number DESC LIMIT 1
"""
_ON_POSTGRES = {"now": "clock_timestamp()", "gathered": GATHERED["postgresql"]}
_ON_SQLITE = {"now": "NULL", "gathered": GATHERED["sqlite"]}
_INPUTS = {
    "postgresql": Statement(_INPUTS_FORMAT.format(next_run="NULL::bigint", **_ON_POSTGRES)),
    "sqlite": Statement(_INPUTS_FORMAT.format(next_run="NULL", **_ON_SQLITE)),
}
# With the id of the run that is going to be written, so that run, attempt and events can be sent at once.
_NEXT_ON_SQLITE = "(SELECT COALESCE(MAX(seq), 0) + 1 FROM sqlite_sequence WHERE name = 'exams_resultrun')"
_INPUTS_AND_RUN = {
    "postgresql": Statement(_INPUTS_FORMAT.format(next_run="nextval('exams_resultrun_id_seq')", **_ON_POSTGRES)),
    "sqlite": Statement(_INPUTS_FORMAT.format(next_run=_NEXT_ON_SQLITE, **_ON_SQLITE)),
}

_INSERT_RUN = Statement("""
INSERT INTO exams_resultrun (id, attempt_id, number, key_version_id, rules_version, inputs_hash, is_complete, score,
                             max_score, percentage, grade, body, reason, created_at)
VALUES (%s, %s, 1, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
""")
# The constraint between the two rows is looked at when the transaction ends.
_CLOSE = Statement("""
UPDATE exams_attempt
SET status = 'submitted', submitted_at = %s, submitted_by = %s, receipt = %s, published_at = %s, published_run_id = %s
WHERE id = %s
""")


def lock_attempt(attempt_id: int) -> tuple[LockedAttempt, Inputs] | None:
    """Lock the attempt's row until the transaction ends and read what it is scored from.

    The inputs name the run to come.
    """
    vendor = VENDOR
    locked, inputs = together((_LOCK[vendor], [attempt_id]), (_INPUTS_AND_RUN[vendor], [attempt_id]))
    if not locked:
        return None
    values = list(locked[0])
    values[5], values[6], values[10] = instant(values[5]), instant_or_none(values[6]), instant_or_none(values[10])
    attempt = LockedAttempt(*values)
    return attempt, _as_inputs(attempt.pk, inputs)


def read_inputs(attempt_id: int) -> Inputs:
    """Return the answers, the newest key and the database's time. Cleared answers are left out."""
    return _as_inputs(attempt_id, _INPUTS[VENDOR].rows([attempt_id]))


def _as_inputs(attempt_id: int, rows: list[Row]) -> Inputs:
    if not rows:
        raise LookupError(f"the paper of attempt {attempt_id} has no key")
    now, key_id, corrections, gathered, run_id = rows[0]
    answers = {int(item): answer for item, answer in json.loads(gathered or "{}").items() if answer}
    return Inputs(
        now=now or datetime.now(UTC),
        key_id=key_id,
        corrections=json.loads(corrections),
        answers=dict(sorted(answers.items())),
        run_id=run_id,
    )


def close_attempt(attempt_id: int, closing: Closing, run: FirstRun, *, and_then: tuple[str, Values]) -> None:
    """Insert the first run and write the submission on the locked row, with the run as the published one where that is
    due; `and_then` (SQL and its values) is sent in the same round trip.
    """
    of_run = [
        run.id,
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
        as_stored(run.created_at),
    ]
    of_attempt = [
        as_stored(closing.submitted_at),
        closing.submitted_by,
        closing.receipt,
        as_stored(closing.published_at),
        run.id if closing.published_at else None,
        attempt_id,
    ]
    sql, values = and_then
    together((_INSERT_RUN, of_run), (_CLOSE, of_attempt), (_statement(sql), values))


@pure(maxsize=100)
def _statement(sql: str) -> Statement:
    return Statement(sql)
