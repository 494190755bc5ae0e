"""SQL of the hot paths: on PostgreSQL prepared once for each connection, and sent without the layers in between.

Django's cursor and psycopg's read a statement's text, its parameters and its answer's columns again each time, which
costs several times as much as sending it (docs/hot-paths.md). Here all of that is known in advance. Connections,
transactions and errors stay Django's; where its cursors are observed (a test that counts queries, DEBUG), and on
SQLite, a statement goes through them.

`together` sends several statements in one round trip (libpq's pipeline mode).
"""

import hashlib
import re
import threading
from collections.abc import Callable, Generator, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

import psycopg
from django.conf import settings
from django.db import DataError, connection, connections
from psycopg import generators
from psycopg.pq import ExecStatus, TransactionStatus

from mathvidya.lib.process_caches import cleared_by

Row = tuple[Any, ...]
Values = Sequence[Any] | Mapping[str, Any]

PLACE = re.compile(r"%(?:\((\w+)\))?s|%%")
DEFAULT = "default"
VENDOR: str = connection.vendor  # "postgresql" or "sqlite"; asking the connection each time looks it up again
DONE = (ExecStatus.TUPLES_OK, ExecStatus.COMMAND_OK)

_of_thread = threading.local()


def thread_database() -> Any:
    """Return this thread's default connection. Django keeps it as long, and looks it up by name each time."""
    try:
        return _of_thread.database
    except AttributeError:
        _of_thread.database = connections[DEFAULT]
        return _of_thread.database


def forget_thread_database() -> None:
    """Forget this thread's connection: under an event loop (Playwright's) Django has another one for the thread."""
    _of_thread.__dict__.clear()


cleared_by(forget_thread_database)


def as_stored(moment: datetime | None) -> Any:
    """Return a moment as a value of a `Statement` or of a cursor."""
    return moment if VENDOR == "postgresql" else connection.ops.adapt_datetimefield_value(moment)


class Statement:
    """One statement in Django's style: `%s` or `%(name)s` for each value, `%%` for a percent sign.

    Values: int, str, bool, Decimal, datetime or None. Rows hold int, bool, str, Decimal, aware datetimes and lists of
    int; JSON comes as text. A column of another type raises KeyError with its OID.
    """

    def __init__(self, sql: str) -> None:
        self.sql = sql
        self._names: list[str] = []
        self._text = PLACE.sub(self._number, sql).encode()
        self._key = b"hot_" + hashlib.sha256(self._text).hexdigest()[:20].encode()

    def rows(self, values: Values) -> list[Row]:
        """Return all rows. Raises Django's database errors, as a cursor does."""
        database = thread_database()
        raw = _raw_connection(database)
        if raw is None:
            return self._by_cursor(database, values)
        with database.wrap_database_errors:
            if _must_begin(raw):
                return _pipeline(raw, [(self, values)])[0]
            pgconn, known = raw.pgconn, raw.known_statements
            if self._key not in known:
                pgconn.send_prepare(self._key, self._text)
                _read(raw.wait(generators.execute(pgconn)))
                known.add(self._key)
            pgconn.send_query_prepared(self._key, self._parameters(values))
            return _read(raw.wait(generators.execute(pgconn)))

    def row(self, values: Values) -> Row | None:
        """Return the first row, if there is one."""
        rows = self.rows(values)
        return rows[0] if rows else None

    def _number(self, place: re.Match[str]) -> str:
        if place[0] == "%%":
            return "%"
        name = place[1] or str(len(self._names))
        if name not in self._names:
            self._names.append(name)
        return f"${self._names.index(name) + 1}"

    def _parameters(self, values: Values) -> list[bytes | None]:
        """Return the values as texts. Raises DataError for a NUL, at which libpq would cut the text off."""
        ordered = [values[name] for name in self._names] if isinstance(values, Mapping) else values
        texts = [None if value is None else str(value) for value in ordered]
        if "\0" in "".join(filter(None, texts)):
            raise DataError("A text with a NUL cannot be stored.")
        return [None if text is None else text.encode() for text in texts]

    def _by_cursor(self, database: Any, values: Values) -> list[Row]:
        with database.cursor() as cursor:
            cursor.execute(self.sql, values)
            return list(cursor.fetchall()) if cursor.description else []


def together(*asked: tuple[Statement, Values]) -> list[list[Row]]:
    """Return the rows of each statement. They are sent at once and run one after another, each with its own snapshot: a
    later one sees what an earlier one waited for. After one that fails none is run, and its error is raised.
    """
    database = thread_database()
    raw = _raw_connection(database)
    if raw is None:
        return [statement._by_cursor(database, values) for statement, values in asked]
    with database.wrap_database_errors:
        return _pipeline(raw, asked)


def _raw_connection(database: Any) -> Any:
    """Return the `PatientConnection`, connected if need be; None where Django's cursor must be used."""
    if VENDOR != "postgresql" or not settings.FASTLANE or database.queries_logged or database.execute_wrappers:
        return None
    database.validate_no_broken_transaction()
    if database.connection is None:
        database.ensure_connection()
    return database.connection


def _must_begin(raw: Any) -> bool:
    """Return whether Django has begun a transaction that psycopg, which waits for its first use, has not sent yet."""
    return not raw.autocommit and raw.pgconn.transaction_status == TransactionStatus.IDLE


def _pipeline(raw: Any, asked: Sequence[tuple[Statement, Values]]) -> list[list[Row]]:
    pgconn, known = raw.pgconn, raw.known_statements
    begins = _must_begin(raw)
    sent = [(statement._key, statement._parameters(values)) for statement, values in asked]
    fresh = {statement._key: statement for statement, _values in asked if statement._key not in known}
    pgconn.enter_pipeline_mode()
    if begins:
        pgconn.send_query_params(b"BEGIN", None)
    for key, statement in fresh.items():
        pgconn.send_prepare(key, statement._text)
    for key, parameters in sent:
        pgconn.send_query_prepared(key, parameters)
    pgconn.pipeline_sync()
    answers = raw.wait(_fetch(pgconn, begins + len(fresh) + len(sent)))
    pgconn.exit_pipeline_mode()
    # What was prepared stays prepared, whether a later statement failed or not.
    for key, (result,) in zip(fresh, answers[begins:], strict=False):
        if result.status == ExecStatus.COMMAND_OK:
            known.add(key)
    return [_read(results) for results in answers][-len(sent) :]


def _fetch(pgconn: Any, commands: int) -> Generator[Any, Any, list[list[Any]]]:
    """Return the results of each command of a pipeline."""
    yield from generators.send(pgconn)
    answers = []
    for _command in range(commands):
        answers.append((yield from generators.fetch_many(pgconn)))
    yield from generators.fetch_many(pgconn)  # the result of the sync itself
    return answers


def _read(results: Sequence[Any]) -> list[Row]:
    result = results[-1]
    if result.status not in DONE:
        raise psycopg.errors.error_from_result(result)
    value = result.get_value
    columns = [(column, READERS[result.ftype(column)]) for column in range(result.nfields)]
    return [
        tuple([None if (text := value(row, column)) is None else read(text) for column, read in columns])
        for row in range(result.ntuples)
    ]


def _moment(value: bytes) -> datetime:
    return datetime.fromisoformat(value.decode())


def _whole_numbers(value: bytes) -> list[int]:
    return [int(number) for number in value[1:-1].split(b",") if number]


# By the OIDs of pg_type: bool, int8, int2, int4, text, json, int4[], int8[], varchar, timestamptz, numeric, jsonb.
READERS: dict[int, Callable[[bytes], Any]] = {
    16: b"t".__eq__,
    20: int,
    21: int,
    23: int,
    25: bytes.decode,
    114: bytes.decode,
    1007: _whole_numbers,
    1016: _whole_numbers,
    1043: bytes.decode,
    1184: _moment,
    1700: lambda value: Decimal(value.decode()),
    3802: bytes.decode,
}
