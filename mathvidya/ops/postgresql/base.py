"""The database backend `mathvidya.ops.postgresql` (settings.DATABASES)."""

import threading
import time
from types import SimpleNamespace
from typing import Any

import psycopg
from django.db.backends.postgresql import base

from mathvidya.ops.postgresql.connection import PatientConnection, breaker, note_absence


class ServerAway(psycopg.OperationalError):
    """The server did not answer a moment ago, so this caller fails at once and does not wait for it."""


JUST_USED = 0.1  # seconds; less than a server takes to restart


class _Keeper:
    """Closes the connection when its thread ends: granian ends idle threads, and garbage collection may come late."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection

    def __del__(self) -> None:
        self._connection.close()


_of_this_thread = threading.local()


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's wrapper with three differences.

    - A statement that gets no answer ends after `DATABASE_PATIENCE` + 1 seconds.
    - A connection that the server has closed is noticed when it is taken out of the pool, or when the thread that keeps
      it begins its next request, without a round trip: a restarted server fails the requests that it interrupted and no
      later one.
    - While a server cannot be reached, one caller each second waits for it; the others fail at once.
    """

    # Where there is no pool, Django calls the `connect` of this "module".
    Database: Any = SimpleNamespace(**{**vars(psycopg), "connect": PatientConnection.connect})
    _failures_seen = 0
    _asked_at = 0.0

    @property
    def pool(self) -> Any:
        options = self.settings_dict["OPTIONS"].get("pool")
        if isinstance(options, dict):
            options.setdefault("connection_class", PatientConnection)
        return super().pool

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        if not breaker.admits():
            raise ServerAway("the database did not answer a moment ago")
        try:
            connection = super().get_new_connection(conn_params)
            if self.pool:
                connection = self._fresh(connection)
        except psycopg.OperationalError:
            if self._could_not_connect():
                note_absence()
            raise
        breaker.succeeded()
        if self.settings_dict["CONN_MAX_AGE"] is None:
            _of_this_thread.keeper = _Keeper(connection)
        return connection

    def close_if_unusable_or_obsolete(self) -> None:
        """Close, between requests, a kept connection whose server has closed it or is known to be away.

        One that was in use a moment ago is not checked: the check lets another thread run, which costs a busy
        server more than it is worth.
        """
        now, was_asked_at = time.monotonic(), self._asked_at
        self._asked_at = now
        if self.connection is not None and not self.in_atomic_block:
            is_idle = now - was_asked_at > JUST_USED
            if breaker.is_open or (is_idle and self.connection.is_stale):
                self.close()
        super().close_if_unusable_or_obsolete()

    def _fresh(self, connection: Any) -> Any:
        """Return this pooled connection or the next one that its server still serves; stale ones are replaced."""
        for _one in range(self.pool.max_size):
            if not connection.is_stale:
                break
            connection.close()
            self.pool.putconn(connection)
            connection = self.pool.getconn()
        return connection

    def _could_not_connect(self) -> bool:
        """Return whether the server failed; where only the pool is exhausted, one of its connections still answers."""
        if not self.pool:
            return True
        failures = self.pool.get_stats().get("connections_errors", 0)
        is_news = failures > DatabaseWrapper._failures_seen
        DatabaseWrapper._failures_seen = failures
        return bool(is_news)
