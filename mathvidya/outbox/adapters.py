"""Writing events: one statement for all that one change emits."""

import json
import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import connection
from django.utils import timezone

Row = tuple[str, Mapping[str, Any], str]


def insert_events(rows: Sequence[Row], *, request_id: str) -> None:
    """Insert `rows` of (name, payload, key); they are told in this order."""
    values: list[Any] = []
    for name, payload, key in rows:
        created_at = connection.ops.adapt_datetimefield_value(timezone.now())
        values += [uuid.uuid4().hex, name, json.dumps(payload), key, request_id, created_at]
    places = ", ".join(["(%s, %s, %s, %s, %s, %s)"] * len(rows))
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO outbox_event (id, name, payload, key, request_id, created_at) VALUES {places}",  # noqa: S608  (placeholders only)
            values,
        )
