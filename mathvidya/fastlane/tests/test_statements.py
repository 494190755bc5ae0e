"""Statements of the hot paths: the same rows, errors and transactions as by Django's cursor, on either database."""

import threading
import time
from contextlib import closing
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.conf import settings
from django.db import DataError, IntegrityError, OperationalError, ProgrammingError, connection, transaction
from django.test.utils import CaptureQueriesContext

from mathvidya.fastlane.statements import VENDOR, Statement, together

on_postgres = pytest.mark.postgres
COUNT = Statement("SELECT count(*) FROM outbox_event WHERE name = %s")
INSERT = Statement(
    "INSERT INTO outbox_event (id, uuid, name, topic, version, key, payload, request_id, created_at)"
    " VALUES (%s, '00000000000000000000000000000000', %s, '', 1, '', '{}', '', %s)"
)


def event(number, name="tests.sent"):
    moment = connection.ops.adapt_datetimefield_value(datetime(2026, 11, 21, tzinfo=UTC))
    return [number, name, moment]


def sent(name="tests.sent"):
    return COUNT.row([name])[0]


def server_pid():
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return cursor.fetchone()[0]


@pytest.mark.django_db
def test_values_stand_where_they_belong():
    assert Statement("SELECT %s || %s").row(["a", "b"]) == ("ab",)
    named = Statement("SELECT %(one)s || %(two)s || %(one)s || '%%'")
    assert named.rows({"two": "b", "one": "a"}) == [("aba%",)]


@pytest.mark.django_db
def test_without_rows_there_is_none():
    assert Statement("SELECT 1 WHERE 1 = 2").row([]) is None
    assert Statement("SELECT 1 WHERE 1 = 2").rows([]) == []


@on_postgres
@pytest.mark.django_db
def test_columns_come_as_what_they_are():
    moment = datetime(2026, 11, 21, 6, 30, 0, 120_000, tzinfo=UTC)
    row = Statement(
        """SELECT %s::bigint, %s::boolean, %s::text, %s::numeric, %s::timestamptz, '{"a": 1}'::jsonb, NULL,
           ARRAY[1, 2]::bigint[], ARRAY[]::bigint[]"""
    ).row([7, True, "अ", Decimal("1.50"), moment])
    assert row == (7, True, "अ", Decimal("1.50"), moment, '{"a": 1}', None, [1, 2], [])


@on_postgres
@pytest.mark.django_db
@pytest.mark.parametrize(
    "ask", [lambda text: COUNT.row([text]), lambda text: together((COUNT, ["a"]), (COUNT, [text]))]
)
def test_a_text_is_refused_before_it_would_be_cut_off(ask):
    with pytest.raises(DataError, match="NUL"):
        ask("a\0b")
    assert sent() == 0  # and nothing was sent


@on_postgres
@pytest.mark.skipif(not settings.FASTLANE, reason="FASTLANE=0: psycopg knows every type")
@pytest.mark.django_db
def test_a_column_that_nobody_foresaw_is_not_guessed_at():
    with pytest.raises(KeyError, match="600"):
        Statement("SELECT point(1, 2)").row([])


@pytest.mark.django_db(transaction=True)
def test_a_rolled_back_transaction_leaves_nothing():
    with transaction.atomic():
        INSERT.rows(event(1))
        assert sent() == 1
        transaction.set_rollback(True)
    assert sent() == 0


@pytest.mark.django_db(transaction=True)
def test_an_error_is_django_s_and_the_connection_goes_on():
    INSERT.rows(event(1))
    with pytest.raises(IntegrityError), transaction.atomic():
        INSERT.rows(event(1))
    INSERT.rows(event(2))
    assert sent() == 2


@on_postgres
@pytest.mark.django_db
def test_after_an_error_a_transaction_takes_nothing_more():
    with transaction.atomic():
        with pytest.raises(ProgrammingError), transaction.atomic():
            Statement("SELECT no_such_function()").rows([])
        assert sent() == 0  # the inner one was rolled back to its savepoint
        transaction.set_rollback(True)
        with pytest.raises(transaction.TransactionManagementError):
            sent()


@pytest.mark.django_db(transaction=True)
def test_statements_sent_together_run_one_after_another():
    with transaction.atomic():
        _first, counted, _second, again = together(
            (INSERT, event(1)), (COUNT, ["tests.sent"]), (INSERT, event(2)), (COUNT, ["tests.sent"])
        )
    assert (counted, again) == ([(1,)], [(2,)])
    assert sent() == 2


@pytest.mark.django_db(transaction=True)
def test_after_one_that_fails_none_is_run_and_nothing_stays():
    with pytest.raises(IntegrityError), transaction.atomic():
        together((INSERT, event(1)), (INSERT, event(1)), (INSERT, event(2)))
    assert sent() == 0
    with transaction.atomic():
        together((INSERT, event(1)), (INSERT, event(2)))
    assert sent() == 2


@on_postgres
@pytest.mark.django_db(transaction=True)
def test_a_later_statement_sees_what_an_earlier_one_waited_for():
    """The snapshot of each is its own: a submit depends on it to see every save (docs/exam-engine.md)."""
    slow = Statement("SELECT pg_advisory_xact_lock(9)::text")
    other = connection.copy("default")
    other.inc_thread_sharing()

    def write():
        with other.cursor() as cursor:
            while not is_waited_for(cursor):
                time.sleep(0.01)
            cursor.execute(INSERT.sql, event(9))
            cursor.execute("SELECT pg_advisory_unlock(9)")

    with closing(other), transaction.atomic():
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(9)")
        writer = threading.Thread(target=write, daemon=True)
        writer.start()
        _waited, counted = together((slow, []), (COUNT, ["tests.sent"]))
        writer.join()
    assert counted == [(1,)]


def is_waited_for(cursor):
    """Whether somebody waits for an advisory lock of this database."""
    cursor.execute(
        "SELECT EXISTS (SELECT FROM pg_locks JOIN pg_database ON oid = database"
        " WHERE datname = current_database() AND locktype = 'advisory' AND NOT granted)"
    )
    return cursor.fetchone()[0]


@on_postgres
@pytest.mark.django_db(transaction=True)
def test_statements_that_the_server_has_forgotten_are_prepared_again():
    """psycopg deallocates everything after a rollback, once it has prepared something of its own."""
    assert sent() == 0
    with transaction.atomic():
        for _often in range(10):
            with connection.cursor() as cursor:
                cursor.execute("SELECT count(*) FROM outbox_event WHERE key = %s", ["k"])
        transaction.set_rollback(True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    assert sent() == 0
    assert together((COUNT, ["a"]), (COUNT, ["b"])) == [[(0,)], [(0,)]]


@on_postgres
@pytest.mark.django_db(transaction=True)
def test_a_lost_connection_is_an_error_and_the_next_request_has_a_new_one():
    sent()
    pid = server_pid()
    other = connection.copy("default")
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s)", [pid])
    other.close()
    with pytest.raises(OperationalError):
        sent()
    connection.close_if_unusable_or_obsolete()
    assert sent() == 0
    assert server_pid() != pid


@pytest.mark.django_db
def test_whoever_counts_queries_sees_them():
    with CaptureQueriesContext(connection) as queries:
        sent()
        together((COUNT, ["a"]), (COUNT, ["b"]))
    assert len(queries) == 3
    assert connection.vendor == VENDOR
