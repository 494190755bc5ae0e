"""A connection that does not wait for ever, and can be asked whether its server is still at the other end."""

import select
from collections.abc import Generator
from typing import Any, TypeVar

import psycopg
import structlog
from django.conf import settings
from psycopg.errors import _WaitTimeout

from mathvidya.lib.breakers import Breaker

log = structlog.get_logger(__name__)

T = TypeVar("T")
INTERVAL = 0.1  # psycopg's own: how often a waiting thread looks for Ctrl-C

# A process has one server (settings.DATABASES); while it is away, one caller a second tries.
breaker = Breaker(rest=1.0)


class SilentServer(psycopg.OperationalError):
    """The server said nothing within the time that one statement may take."""


class PatientConnection(psycopg.Connection[Any]):
    """Waits `DATABASE_PATIENCE` seconds and one more for each statement, then hangs up.

    The server's own statement_timeout comes a second before, where there is a server to keep it; a frozen one and a cut
    line keep nothing. What was asked last may or may not have been done: only an idempotent request may be repeated.
    """

    patience: float | None = settings.DATABASE_PATIENCE + 1 if settings.DATABASE_PATIENCE else None
    _line: "select.poll | None" = None

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.known_statements: set[bytes] = set()  # of mathvidya.fastlane.statements

    def _deallocate(self, name: bytes | None) -> "Generator[Any, Any, None]":
        """psycopg has the server forget every prepared statement after a ROLLBACK or a DROP: ours go with its own."""
        if name is None:
            self.known_statements.clear()
        return super()._deallocate(name)

    def wait(self, gen: "Generator[Any, Any, T]", interval: float = INTERVAL, timeout: float | None = None) -> T:
        """Raises SilentServer; the connection is then closed."""
        if timeout is not None:  # somebody who knows better
            return super().wait(gen, interval, timeout)
        try:
            return super().wait(gen, interval, self.patience)
        except _WaitTimeout as error:
            self.pgconn.finish()
            note_absence()
            if (pool := getattr(self, "_pool", None)) is not None:
                pool.drain()  # what lies idle there leads to the same server
            raise SilentServer(f"no answer within {self.patience} s") from error

    @property
    def is_stale(self) -> bool:
        """Whether the server has hung up, or said something nobody asked for: a restarted one does both.

        Asks this machine's kernel alone, which costs microseconds; a round trip would cost each request one.
        """
        if self.closed:
            return True
        if self._line is None:
            self._line = select.poll()
            self._line.register(self.pgconn.socket, select.POLLIN)
        return bool(self._line.poll(0))


def note_absence() -> None:
    """Log that the server does not answer: once, not for every request that meets it."""
    if not breaker.is_open:
        log.error("database_away")
    breaker.failed()
