"""What is acknowledged is on the disk, and a database that would not keep to that is refused."""

import sqlite3
from contextlib import closing
from io import StringIO
from types import SimpleNamespace

import pytest
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db import connection

from mathvidya.ops.adapters import server

ROLE_HERE = "ALTER ROLE CURRENT_USER IN DATABASE {}"


def test_every_connection_waits_for_the_disk(db):
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous" if connection.vendor == "sqlite" else "SHOW synchronous_commit")
        assert cursor.fetchone()[0] in (2, "on")


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_a_role_that_says_otherwise_is_not_heard():
    with connection.cursor() as cursor:
        cursor.execute(ROLE_HERE.format(connection.settings_dict["NAME"]) + " SET synchronous_commit = off")
    connection.close()
    with connection.cursor() as cursor:
        cursor.execute("SHOW synchronous_commit")
        assert cursor.fetchone()[0] == "on"
        cursor.execute(ROLE_HERE.format(connection.settings_dict["NAME"]) + " RESET synchronous_commit")


@pytest.fixture
def in_production(settings):
    settings.TESTING = settings.DEMO = settings.DEBUG = False


@pytest.mark.postgres
def test_a_server_that_forgets_stops_migrate_and_check(db, in_production, monkeypatch):
    monkeypatch.setattr(server, "MUST_BE_ON", ("fsync", "enable_partitionwise_join"))  # a setting that is off
    with pytest.raises(SystemCheckError, match="enable_partitionwise_join is off: answers that were acknowledged"):
        call_command("check", databases=["default"])


def test_a_sqlite_that_forgets_is_found_out(tmp_path):
    with sqlite3.connect(tmp_path / "loose.sqlite3") as loose:
        loose.execute("PRAGMA synchronous = NORMAL")
        opened = SimpleNamespace(vendor="sqlite", cursor=lambda: closing(loose.cursor()))
        assert list(server.durability_faults(opened)) == ["PRAGMA synchronous is below FULL"]


def test_check_setup_says_so(db):
    out = StringIO()
    call_command("check_setup", stdout=out, no_color=True)
    assert "durability" in out.getvalue()
