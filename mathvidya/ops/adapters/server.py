"""Facts about the database server, and longer time limits for the work of operators."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

# `synchronous_commit` is not among them: every connection of ours sets it (settings.DATABASES).
MUST_BE_ON = ("fsync", "full_page_writes")


def durability_faults(connection: Any) -> Iterator[str]:
    """Yield each setting of the database by which a power failure can lose what was committed."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA synchronous")
            if cursor.fetchone()[0] < 2:
                yield "PRAGMA synchronous is below FULL"
            return
        for name in MUST_BE_ON:
            cursor.execute(f"SHOW {name}")
            if cursor.fetchone()[0] != "on":
                yield f"{name} is off"


def database_time(connection: Any) -> float | None:
    """Return the server's clock in seconds of Unix time; None on SQLite, which has ours."""
    if connection.vendor != "postgresql":
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT extract(epoch FROM clock_timestamp())")
        return float(cursor.fetchone()[0])


@contextmanager
def without_haste(connection: Any, *, lock_timeout: str = "5s") -> Iterator[None]:
    """Lift the time limit of statements on Django's `connection`; waiting for a lock stays limited.

    For work that no user waits for. On SQLite it does nothing.
    """
    if connection.vendor != "postgresql":
        yield
        return
    connection.ensure_connection()
    raw, usual = connection.connection, connection.connection.patience
    raw.patience = None
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('statement_timeout', '0', false), set_config('lock_timeout', %s, false)", [lock_timeout]
        )
    try:
        yield
    finally:
        if raw is connection.connection and not raw.closed:
            raw.patience = usual
            with connection.cursor() as cursor:
                cursor.execute("RESET statement_timeout; RESET lock_timeout")
