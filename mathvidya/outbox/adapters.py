"""Writing events: one statement for all that one change emits."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils import timezone

from mathvidya.lib.chance import random_uuid
from mathvidya.lib.process_caches import pure
from mathvidya.lib.statements import Statement, as_stored

Row = tuple[str, Mapping[str, Any], str]


def insertion_of(rows: Sequence[Row], *, request_id: str) -> tuple[Statement, list[Any]]:
    """The statement that inserts `rows` of (name, payload, key), and its values; they are told in this order."""
    values: list[Any] = []
    for name, payload, key in rows:
        created_at = as_stored(timezone.now())
        values += [random_uuid().hex, name, json.dumps(payload), key, request_id, created_at]
    return _insertion(len(rows)), values


@pure(maxsize=100)
def _insertion(rows: int) -> Statement:
    places = ", ".join(["(%s, %s, %s, %s, %s, %s)"] * rows)
    return Statement(f"INSERT INTO outbox_event (id, name, payload, key, request_id, created_at) VALUES {places}")  # noqa: S608  (placeholders only)
