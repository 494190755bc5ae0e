"""The database's clock. Deadlines obey it alone: web machines may be minutes apart (`./run drill F14`)."""

from datetime import UTC, datetime

from django.db import connection


def database_now() -> datetime:
    """Return the present moment in UTC. SQLite is on the machine of its one process, whose clock is the same."""
    if connection.vendor != "postgresql":
        return datetime.now(UTC)
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        now: datetime = cursor.fetchone()[0]
    return now.astimezone(UTC)
