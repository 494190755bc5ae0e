"""What a run cost: CPU seconds of the application, PostgreSQL and Redis, and statements."""

import contextlib
from collections.abc import Sequence
from dataclasses import dataclass

import psutil
import psycopg

from rigs.services import Process

# Without transaction control, and without the look-ups by which PostgreSQL itself checks foreign keys.
_STATEMENTS = """
SELECT COALESCE(sum(calls), 0) FROM pg_stat_statements
WHERE dbid = (SELECT oid FROM pg_database WHERE datname = %s)
  AND query !~* '^(begin|commit|rollback|set|deallocate)' AND query !~ '^SELECT [^ ]+ FROM ONLY .* FOR KEY SHARE OF x$'
"""


@dataclass(frozen=True)
class Cost:
    """CPU in seconds. `statements` is None where pg_stat_statements is not installed."""

    app: float
    postgres: float
    redis: float
    statements: int | None

    def __sub__(self, other: "Cost") -> "Cost":
        known = self.statements is not None and other.statements is not None
        statements = (self.statements or 0) - (other.statements or 0) if known else None
        app, postgres = self.app - other.app, self.postgres - other.postgres
        return Cost(app, postgres, self.redis - other.redis, statements)


def cpu_seconds(processes: Sequence[Process]) -> float:
    """Return the CPU seconds of these process trees so far; children that have ended count with their parents."""
    return sum(_cpu_of_tree(process) for process in processes)


def _cpu_of_tree(process: Process) -> float:
    while True:
        # A child that ends between two readings would be counted nowhere: read again, its parent then has its time.
        with contextlib.suppress(psutil.NoSuchProcess):
            spent = [member.cpu_times() for member in process.tree()]
            return float(sum(one.user + one.system + one.children_user + one.children_system for one in spent))


@dataclass(frozen=True)
class Meter:
    """Reads the counters of one side: its application's processes, its database, and the servers behind."""

    app: Sequence[Process]
    postgres: Process
    redis: Process
    database_url: str

    def read(self) -> Cost:
        """Return what was spent so far; the cost of a run is the difference of two readings."""
        return Cost(
            app=cpu_seconds(self.app),
            postgres=cpu_seconds([self.postgres]),
            redis=cpu_seconds([self.redis]),
            statements=self._statements(),
        )

    def _statements(self) -> int | None:
        database = self.database_url.rpartition("/")[2]
        try:
            with psycopg.connect(self.database_url) as connection:
                row = connection.execute(_STATEMENTS, [database]).fetchone()
        except psycopg.errors.UndefinedTable:
            return None
        return int(row[0]) if row else None


def worker_megabytes(process: Process) -> list[int]:
    """Return what each process of a tree keeps for itself (unique set size), parents first."""
    return [round(member.memory_full_info().uss / 1e6) for member in process.tree()]
