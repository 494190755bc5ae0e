"""Writing events: one statement for all that one change emits."""

import json
from collections.abc import Sequence
from typing import Any

from django.db import connection
from django.utils import timezone

from mathvidya.lib.chance import random_uuid
from mathvidya.lib.process_caches import pure
from mathvidya.outbox.events import DomainEvent, key_of


def insertion_of(events: Sequence[DomainEvent], *, request_id: str) -> tuple[str, list[Any]]:
    """Return the statement that inserts `events` in this order, and its values."""
    values: list[Any] = []
    for event in events:
        created_at = connection.ops.adapt_datetimefield_value(timezone.now())
        says = [event.name, event.topic.value, event.version, key_of(event)]
        values += [random_uuid().hex, *says, json.dumps(vars(event)), request_id, created_at]
    return _insertion(len(events)), values


def insert_events(events: Sequence[DomainEvent], *, request_id: str) -> None:
    """Insert `events` in this order."""
    sql, values = insertion_of(events, request_id=request_id)
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


@pure(maxsize=100)
def _insertion(rows: int) -> str:
    places = ", ".join(["(%s, %s, %s, %s, %s, %s, %s, %s)"] * rows)
    columns = "uuid, name, topic, version, key, payload, request_id, created_at"
    return f"INSERT INTO outbox_event ({columns}) VALUES {places}"  # noqa: S608  (placeholders only)
