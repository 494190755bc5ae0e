"""Backup and restore of the database, as of one moment. PostgreSQL by its own tools, SQLite by its own API."""

import hashlib
import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

from django.db import connection, transaction

from mathvidya.ops.adapters.server import without_haste
from mathvidya.ops.backups.manifest import BackupError, Table

# Losing sessions harms nobody, and every copy of them would open accounts.
LEFT_OUT = ["django_session"]
LONGEST = 12 * 3600  # seconds for a dump or a restore; an operator watches


class Store(Protocol):
    """One kind of database. The connection is Django's default one."""

    engine: str
    file: str

    def dump(self, path: Path) -> dict[str, Table]:
        """Write the database as of one moment to `path`; what its tables held at that moment. Raises BackupError."""

    def load(self, path: Path) -> None:
        """Fill the empty database from `path`, all or nothing. Raises BackupError."""

    def clear(self) -> None:
        """Drop everything in it."""

    def tables(self) -> dict[str, Table]:
        """Return what the tables hold now."""


def current_store() -> Store:
    """Return the store that settings.DATABASES names."""
    return PostgresStore() if connection.vendor == "postgresql" else SqliteStore()


def server_version() -> str:
    return ".".join(str(part) for part in connection.get_database_version())


def table_names() -> list[str]:
    """Return every table that is part of a backup."""
    connection.close()  # a restore has changed what is there
    return sorted(set(connection.introspection.table_names()) - set(LEFT_OUT))


class PostgresStore:
    """pg_dump and pg_restore; rows are counted and hashed in the snapshot that pg_dump reads."""

    engine = "postgresql"
    file = "database.dump"

    def dump(self, path: Path) -> dict[str, Table]:
        with _snapshot() as snapshot:
            left_out = [f"--exclude-table-data={table}" for table in LEFT_OUT]
            options = ["--format=custom", f"--snapshot={snapshot}", "--lock-wait-timeout=30s", f"--file={path}"]
            *arguments, database = self._arguments([*options, "--no-owner", "--no-privileges", *left_out])
            self._run("pg_dump", [*arguments, database])
            return self._hashes()

    def load(self, path: Path) -> None:
        connection.close()
        options = ["--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges"]
        *arguments, database = self._arguments(options)
        self._run("pg_restore", [*arguments, f"--dbname={database}", str(path)])

    def clear(self) -> None:
        with without_haste(connection), connection.cursor() as cursor:
            cursor.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")

    def tables(self) -> dict[str, Table]:
        with _snapshot():
            return self._hashes()

    def _hashes(self) -> dict[str, Table]:
        names = sorted(set(connection.introspection.table_names()) - set(LEFT_OUT))
        with connection.cursor() as cursor:
            # A row's text depends on these.
            cursor.execute("SET LOCAL timezone = 'UTC'; SET LOCAL datestyle = 'ISO'; SET LOCAL extra_float_digits = 1")
            return {name: self._hash(cursor, name) for name in names}

    @staticmethod
    def _hash(cursor: Any, name: str) -> Table:
        table = connection.ops.quote_name(name)
        cursor.execute(
            f"SELECT count(*), coalesce(sum(('x' || left(md5(t::text), 15))::bit(60)::bigint), 0) FROM {table} t"  # noqa: S608
        )
        rows, total = cursor.fetchone()
        return Table(rows, f"{int(total):x}")

    @staticmethod
    def _arguments(options: Sequence[str]) -> list[str]:
        arguments, _environment = connection.client.settings_to_cmd_args_env(connection.settings_dict, list(options))
        return list(arguments[1:])

    @staticmethod
    def _run(program: str, arguments: Sequence[str]) -> None:
        found = shutil.which(program)
        if found is None:
            major = connection.get_database_version()[0]
            raise BackupError(
                f"{program} is not on this machine. Install PostgreSQL's client programs, {major} or newer."
            )
        _same, secrets = connection.client.settings_to_cmd_args_env(connection.settings_dict, [])
        environment = os.environ | (secrets or {})
        done = subprocess.run(  # nosec B603  # noqa: S603  (our own command)
            [found, *arguments], env=environment, capture_output=True, text=True, check=False, timeout=LONGEST
        )
        if done.returncode:
            raise BackupError(f"{program} failed: {done.stderr.strip()}")


@contextmanager
def _snapshot() -> Iterator[str]:
    """Open a transaction that sees one moment; yield its name, by which pg_dump sees the same."""
    with without_haste(connection), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        yield str(cursor.fetchone()[0])


class SqliteStore:
    """SQLite's online backup, which sees one moment while others write; rows are counted and hashed in the copy."""

    engine = "sqlite"
    file = "database.sqlite3"

    def dump(self, path: Path) -> dict[str, Table]:
        connection.ensure_connection()
        with _opened(path) as copy:
            connection.connection.backup(copy)
            for table in LEFT_OUT:
                copy.execute(f'DELETE FROM "{table}"')  # noqa: S608
            copy.commit()
            copy.execute("VACUUM")
            return self._hashes(copy)

    def load(self, path: Path) -> None:
        connection.ensure_connection()
        with _opened(path) as source:
            source.backup(connection.connection)

    def clear(self) -> None:
        """Do nothing: `load` replaces everything."""

    def tables(self) -> dict[str, Table]:
        # Not Django's connection, which would turn texts into dates and flags before they are hashed.
        with _opened(Path(connection.settings_dict["NAME"])) as opened:
            return self._hashes(opened)

    @staticmethod
    def _hashes(opened: sqlite3.Connection) -> dict[str, Table]:
        found = opened.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
        names = sorted({name for [name] in found} - set(LEFT_OUT))
        tables = {}
        for name in names:
            rows = total = 0
            for row in opened.execute(f'SELECT * FROM "{name}"'):  # noqa: S608
                rows += 1
                total += int(hashlib.md5(repr(row).encode(), usedforsecurity=False).hexdigest()[:15], 16)
            tables[name] = Table(rows, f"{total:x}")
        return tables


@contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    opened = sqlite3.connect(path)
    try:
        yield opened
    finally:
        opened.close()
