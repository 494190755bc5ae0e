"""Storing answers: one statement that takes an answer only while the attempt is open, and only when it is newer.

Why one statement, and why it locks: check-then-upsert, and even a plain conditional upsert, can acknowledge an answer
that the submit beside it does not score (SPEED.md, "The trap"). FOR SHARE on the attempt row makes a save and the
submit's FOR UPDATE wait for each other, and PostgreSQL re-checks status and deadline after the wait. On SQLite the
same holds because a transaction takes the only write lock at BEGIN IMMEDIATE.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db import connection, transaction

from mathvidya.lib.instants import instant


@dataclass(frozen=True)
class NewAnswer:
    item_id: int
    answer: dict[str, Any]
    client_seq: int


@dataclass(frozen=True)
class StoreOutcome:
    """`deadline_at` is None when the attempt took nothing. `held` are the stored rows of what was not newer."""

    deadline_at: datetime | None
    now: datetime
    saved: frozenset[int]
    held: dict[int, NewAnswer]


_SAVE = """
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
"""

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
    store = _store_on_postgres if connection.vendor == "postgresql" else _store_on_sqlite
    return store(attempt_id, ordered)


def _store_on_postgres(attempt_id: int, answers: list[NewAnswer]) -> StoreOutcome:
    # One JSON text: psycopg takes half a save's Python to write three arrays.
    rows = [{"item_id": one.item_id, "answer": one.answer, "client_seq": one.client_seq} for one in answers]
    with connection.cursor() as cursor:
        cursor.execute(_SAVE, [attempt_id, json.dumps(rows, ensure_ascii=False)])
        deadline_at, now, saved = cursor.fetchone()
    taken = frozenset(saved or ())
    held = _held(attempt_id, answers, taken) if deadline_at is not None else {}
    return StoreOutcome(deadline_at, now, taken, held)


def _store_on_sqlite(attempt_id: int, answers: list[NewAnswer]) -> StoreOutcome:
    with transaction.atomic(), connection.cursor() as cursor:
        now = datetime.now(UTC)
        cursor.execute(
            "SELECT deadline_at FROM exams_attempt WHERE id = %s AND status = 'open' AND deadline_at > %s",
            [attempt_id, connection.ops.adapt_datetimefield_value(now)],
        )
        row = cursor.fetchone()
        if row is None:
            return StoreOutcome(None, now, frozenset(), {})
        taken = set()
        for answer in answers:
            text = json.dumps(answer.answer, ensure_ascii=False)
            when = connection.ops.adapt_datetimefield_value(now)
            cursor.execute(_SAVE_ON_SQLITE, [attempt_id, answer.item_id, text, answer.client_seq, when])
            taken |= {item for (item,) in cursor.fetchall()}
        return StoreOutcome(instant(row[0]), now, frozenset(taken), _held(attempt_id, answers, frozenset(taken)))


def _held(attempt_id: int, answers: list[NewAnswer], taken: frozenset[int]) -> dict[int, NewAnswer]:
    missed = [answer.item_id for answer in answers if answer.item_id not in taken]
    if not missed:
        return {}
    marks = ", ".join(["%s"] * len(missed))
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT item_id, answer, client_seq FROM exams_response WHERE attempt_id = %s AND item_id IN ({marks})",  # noqa: S608  (placeholders only)
            [attempt_id, *missed],
        )
        return {item: NewAnswer(item, _loaded(answer), seq) for item, answer, seq in cursor.fetchall()}


def _loaded(answer: str | dict[str, Any]) -> dict[str, Any]:
    return json.loads(answer) if isinstance(answer, str) else answer
