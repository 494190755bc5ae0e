"""Storing answers: one statement that takes an answer only while the attempt is open, and only when it is newer.

Why one statement, and why it locks: check-then-upsert, and even a plain conditional upsert, can acknowledge an answer
that a concurrent submit does not score. FOR SHARE on the attempt row makes a save and the submit's FOR UPDATE wait
for each other, and PostgreSQL re-checks status and deadline after the wait. On SQLite the same holds because a
transaction takes the only write lock at BEGIN IMMEDIATE.
"""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple

from django.db import connection, transaction

from mathvidya.fastlane.statements import VENDOR, Statement, as_stored
from mathvidya.lib.instants import instant


class NewAnswer(NamedTuple):
    """An answer to be stored. `text` is the answer as JSON."""

    item_id: int
    answer: dict[str, Any]
    client_seq: int
    text: str


class HeldAnswer(NamedTuple):
    """An answer as it is stored."""

    item_id: int
    answer: dict[str, Any]
    client_seq: int


class StoreOutcome(NamedTuple):
    """`deadline_at` is None when the attempt took nothing. `held` are the stored rows of what was not newer."""

    deadline_at: datetime | None
    now: datetime
    saved: frozenset[int]
    held: dict[int, HeldAnswer]


# For a SELECT from `exams_attempt attempt`: its answers as JSON, {item id: answer}; NULL or {} where there are none. On
# PostgreSQL put together as text: a jsonb would be built, sorted and then turned into the same text.
_GIVEN = "FROM exams_response given WHERE given.attempt_id = attempt.id"
_PAIRS = """string_agg('"' || given.item_id || '":' || given.answer::text, ',')"""
GATHERED = {
    "postgresql": f"(SELECT '{{' || {_PAIRS} || '}}' {_GIVEN})",
    "sqlite": f"(SELECT json_group_object(given.item_id, json(given.answer)) {_GIVEN})",
}

# All that an ordinary save needs. Where it writes less than was sent, `_SAVE_AND_TELL` says why.
_SAVE = Statement("""
INSERT INTO exams_response AS held (attempt_id, item_id, answer, client_seq, saved_at)
SELECT open_attempt.id, fresh.item_id, fresh.answer, fresh.client_seq, clock_timestamp()
FROM (SELECT id FROM exams_attempt WHERE id = %s AND status = 'open' AND deadline_at > clock_timestamp() FOR SHARE)
     AS open_attempt,
     jsonb_to_recordset(%s::jsonb) AS fresh (item_id bigint, answer jsonb, client_seq bigint)
ON CONFLICT (attempt_id, item_id) DO UPDATE
    SET answer = excluded.answer, client_seq = excluded.client_seq, saved_at = excluded.saved_at
    WHERE held.client_seq < excluded.client_seq
RETURNING (SELECT deadline_at FROM exams_attempt WHERE id = held.attempt_id), clock_timestamp()
""")
_SAVE_AND_TELL = Statement("""
WITH open_attempt AS MATERIALIZED (
    SELECT id, deadline_at FROM exams_attempt
    WHERE id = %s AND status = 'open' AND deadline_at > clock_timestamp() FOR SHARE
), saved AS (
    INSERT INTO exams_response AS held (attempt_id, item_id, answer, client_seq, saved_at)
    SELECT open_attempt.id, fresh.item_id, fresh.answer, fresh.client_seq, clock_timestamp()
    FROM open_attempt, jsonb_to_recordset(%s::jsonb) AS fresh (item_id bigint, answer jsonb, client_seq bigint)
    ON CONFLICT (attempt_id, item_id) DO UPDATE
        SET answer = excluded.answer, client_seq = excluded.client_seq, saved_at = excluded.saved_at
        WHERE held.client_seq < excluded.client_seq
    RETURNING item_id
)
SELECT (SELECT deadline_at FROM open_attempt), clock_timestamp(), (SELECT array_agg(item_id) FROM saved)
""")

_SAVE_ON_SQLITE = """
INSERT INTO exams_response (attempt_id, item_id, answer, client_seq, saved_at) VALUES (%s, %s, %s, %s, %s)
ON CONFLICT (attempt_id, item_id) DO UPDATE
    SET answer = excluded.answer, client_seq = excluded.client_seq, saved_at = excluded.saved_at
    WHERE exams_response.client_seq < excluded.client_seq
RETURNING item_id
"""


def store_answers(attempt_id: int, answers: Sequence[NewAnswer]) -> StoreOutcome:
    """Store what is newer. `answers` hold each item once.

    Items go in ascending order, so that two devices never wait for each other in a circle.
    """
    ordered = sorted(answers, key=lambda answer: answer.item_id)
    store = _store_on_postgres if VENDOR == "postgresql" else _store_on_sqlite
    return store(attempt_id, ordered)


def _store_on_postgres(attempt_id: int, answers: list[NewAnswer]) -> StoreOutcome:
    # One JSON text, which the server takes apart: writing three arrays costs us more than reading it costs the server.
    rows = (f'{{"item_id":{item_id},"answer":{text},"client_seq":{seq}}}' for item_id, _answer, seq, text in answers)
    values = [attempt_id, f"[{','.join(rows)}]"]
    written = _SAVE.rows(values)
    if len(written) == len(answers):
        deadline_at, now = written[0]
        return StoreOutcome(deadline_at, now, frozenset(answer.item_id for answer in answers), {})
    # Once more, which changes nothing that was written: what came of each answer, and whether the attempt is open.
    ((deadline_at, now, saved),) = _SAVE_AND_TELL.rows(values)
    taken = frozenset(saved or ())
    held = _held(attempt_id, answers, taken) if deadline_at is not None else {}
    return StoreOutcome(deadline_at, now, taken, held)


def _store_on_sqlite(attempt_id: int, answers: list[NewAnswer]) -> StoreOutcome:
    with transaction.atomic(), connection.cursor() as cursor:
        now = datetime.now(UTC)
        cursor.execute(
            "SELECT deadline_at FROM exams_attempt WHERE id = %s AND status = 'open' AND deadline_at > %s",
            [attempt_id, as_stored(now)],
        )
        row = cursor.fetchone()
        if row is None:
            return StoreOutcome(None, now, frozenset(), {})
        taken = set()
        for answer in answers:
            when = as_stored(now)
            cursor.execute(_SAVE_ON_SQLITE, [attempt_id, answer.item_id, answer.text, answer.client_seq, when])
            taken |= {item for (item,) in cursor.fetchall()}
        return StoreOutcome(instant(row[0]), now, frozenset(taken), _held(attempt_id, answers, frozenset(taken)))


def _held(attempt_id: int, answers: list[NewAnswer], taken: frozenset[int]) -> dict[int, HeldAnswer]:
    missed = [answer.item_id for answer in answers if answer.item_id not in taken]
    if not missed:
        return {}
    marks = ", ".join(["%s"] * len(missed))
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT item_id, answer, client_seq FROM exams_response WHERE attempt_id = %s AND item_id IN ({marks})",  # noqa: S608  (placeholders only)
            [attempt_id, *missed],
        )
        return {item: HeldAnswer(item, _loaded(answer), seq) for item, answer, seq in cursor.fetchall()}


def _loaded(answer: str | dict[str, Any]) -> dict[str, Any]:
    return json.loads(answer) if isinstance(answer, str) else answer
