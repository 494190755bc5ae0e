"""`manage.py migrate` while the site is used (PostgreSQL): it gives way, so that no request queues behind it."""

import io

import psycopg
import pytest
from django.core.management import call_command
from django.db import OperationalError, connection

from mathvidya.ops.management.commands import migrate

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]

BUSY = "evaluations_markingtask"  # its indexes change with evaluations 0004


@pytest.fixture
def busy_table(monkeypatch):
    """Somebody reads `BUSY` in a transaction that does not end. Returns what ends it; all migrations are back after."""
    monkeypatch.setattr(migrate, "PAUSE", 0.05)
    reader = psycopg.connect(**{**connection.get_connection_params(), "cursor_factory": psycopg.Cursor})
    reader.execute("SELECT count(*) FROM evaluations_markingtask")
    yield reader.rollback
    reader.close()
    call_command("migrate", "evaluations", verbosity=0)


def indexes():
    with connection.cursor() as cursor:
        return set(connection.introspection.get_constraints(cursor, BUSY))


def lock_timeout():
    with connection.cursor() as cursor:
        cursor.execute("SHOW lock_timeout")
        return cursor.fetchone()[0]


def test_it_tries_again_until_the_table_is_free(busy_table):
    class Ears(io.StringIO):
        def write(self, text: str) -> int:
            waits.append(lock_timeout())
            busy_table()
            return super().write(text)

    waits, said = [], Ears()
    call_command("migrate", "evaluations", "0003", verbosity=0, stderr=said)
    assert (said.getvalue(), waits) == ("A table is in use; trying again.\n", ["300ms"])
    assert "task_held" not in indexes()
    assert lock_timeout() == "5s"


def test_it_gives_up_in_the_end_and_has_changed_nothing(busy_table, monkeypatch):
    monkeypatch.setattr(migrate, "TRIES", 2)
    with pytest.raises(OperationalError, match="lock timeout"):
        call_command("migrate", "evaluations", "0003", verbosity=0, stderr=io.StringIO())
    assert "task_held" in indexes()
