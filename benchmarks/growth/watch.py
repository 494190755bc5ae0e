"""Collects what PostgreSQL did for each statement of a call, by auto_explain.

It logs the plan of every statement as it was executed. So no SQL is repeated here, and a prepared statement shows the
plan that it really got.
"""

import contextlib
import json
from collections.abc import Callable, Iterator
from typing import Any, Generic, TypeVar

import psycopg
from django.db import connection

_SETTINGS = """
LOAD 'auto_explain';
SET auto_explain.log_min_duration = 0;
SET auto_explain.log_analyze = on;
SET auto_explain.log_buffers = on;
SET auto_explain.log_wal = on;
SET auto_explain.log_timing = off;
SET auto_explain.log_format = json;
SET auto_explain.log_level = notice;
SET client_min_messages = notice
"""

Heard = TypeVar("Heard")
_LAST = "SELECT 'the last of a call'"


class Watch(Generic[Heard]):
    """Hears the plans of one connection: Django's. Needs a superuser.

    `read` makes what is kept of a statement, of what auto_explain reports and of its milliseconds.
    """

    def __init__(self, read: Callable[[dict[str, Any], float], Heard]) -> None:
        self._read = read
        self._heard: list[Heard] = []
        self._is_open = False
        connection.ensure_connection()
        with connection.cursor() as cursor:
            for setting in _SETTINGS.split(";"):
                cursor.execute(setting)
        raw: psycopg.Connection = connection.connection
        raw.add_notice_handler(self._hear)

    @contextlib.contextmanager
    def statements(self) -> Iterator[list[Heard]]:
        """The list fills with the statements that are executed inside."""
        self._heard, self._is_open = [], True
        try:
            yield self._heard
            with connection.cursor() as cursor:
                cursor.execute(_LAST)  # a plan arrives when the next statement is executed
        finally:
            self._is_open = False

    def _hear(self, notice: psycopg.errors.Diagnostic) -> None:
        text = notice.message_primary or ""
        if self._is_open and _LAST not in text and text.startswith("duration: ") and "plan:" in text:
            head, _plan, body = text.partition("plan:")
            milliseconds = float(head.removeprefix("duration: ").split()[0])
            self._heard.append(self._read(json.loads(body), milliseconds))
