"""The database backend `mathvidya.ops.postgresql` (settings.DATABASES)."""

from types import SimpleNamespace
from typing import Any

import psycopg
from django.db.backends.postgresql import base

from mathvidya.ops.postgresql.connection import PatientConnection, breaker, note_absence


class ServerAway(psycopg.OperationalError):
    """The server did not answer a moment ago; this caller was not made to wait for it as well."""


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's, with three differences.

    - A statement that gets no answer ends after `DATABASE_PATIENCE` + 1 seconds.
    - A pooled connection that the server has closed is noticed when it is taken out, without a round trip: a restarted
      server fails the requests that it interrupted and no later one.
    - A server that cannot be reached costs one caller a second the wait; the others hear so at once.
    """

    # Where there is no pool, Django calls the `connect` of this "module".
    Database: Any = SimpleNamespace(**{**vars(psycopg), "connect": PatientConnection.connect})
    _failures_seen = 0

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
        return connection

    def _fresh(self, connection: Any) -> Any:
        """This pooled connection, or the next one to which the server still listens; stale ones are replaced."""
        for _one in range(self.pool.max_size):
            if not connection.is_stale:
                break
            connection.close()
            self.pool.putconn(connection)
            connection = self.pool.getconn()
        return connection

    def _could_not_connect(self) -> bool:
        """Whether the failure was the server's; a pool that is merely exhausted has one that answers."""
        if not self.pool:
            return True
        failures = self.pool.get_stats().get("connections_errors", 0)
        is_news = failures > DatabaseWrapper._failures_seen
        DatabaseWrapper._failures_seen = failures
        return bool(is_news)
