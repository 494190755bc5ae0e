"""A connection that waits for a limited time, and can check whether its server has closed it."""

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
    """The server sent nothing within the time that one statement may take."""


class PatientConnection(psycopg.Connection[Any]):
    """Waits `DATABASE_PATIENCE` seconds and one more for each statement, then closes itself.

    The server's own statement_timeout comes a second before; a frozen server or a broken network does not apply it.
    The last statement may or may not have been executed: only an idempotent request may be repeated.
    """

    patience: float | None = settings.DATABASE_PATIENCE + 1 if settings.DATABASE_PATIENCE else None
    _line: "select.poll | None" = None

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.known_statements: set[bytes] = set()  # of mathvidya.fastlane.statements

    def _deallocate(self, name: bytes | None) -> "Generator[Any, Any, None]":
        """Forget our prepared statements too: after a ROLLBACK or a DROP psycopg has the server forget all of them."""
        if name is None:
            self.known_statements.clear()
        return super()._deallocate(name)

    def wait(self, gen: "Generator[Any, Any, T]", interval: float = INTERVAL, timeout: float | None = None) -> T:
        """Wait for the server's answer. Raises SilentServer; the connection is then closed."""
        if timeout is not None:  # the caller gives a limit of its own
            return super().wait(gen, interval, timeout)
        try:
            return super().wait(gen, interval, self.patience)
        except _WaitTimeout as error:
            self.pgconn.finish()
            note_absence()
            if (pool := getattr(self, "_pool", None)) is not None:
                pool.drain()  # the idle connections of the pool lead to the same server
            raise SilentServer(f"no answer within {self.patience} s") from error

    @property
    def is_stale(self) -> bool:
        """Return whether the server has closed the connection or sent something unrequested, as a restarted one does.

        It asks only this machine's kernel, which takes microseconds; a round trip would slow each request.
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
