"""Web threads keep their database connection: as long as its server, and no longer than themselves."""

import select
import threading
import time

import psycopg
import pytest
from django.db import connection, connections

from mathvidya.fastlane.tests.test_handler import DASHBOARD, ask
from mathvidya.ops.postgresql.base import JUST_USED
from mathvidya.ops.postgresql.connection import breaker
from mathvidya.testing.clients import access_token

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
PATIENCE = 10  # seconds


@pytest.fixture
def keeping(monkeypatch):
    """As in the web process (mathvidya/wsgi.py)."""
    connection.close()
    monkeypatch.setitem(connection.settings_dict, "CONN_MAX_AGE", None)
    yield
    connection.close()


@pytest.fixture
def token(student):
    return access_token(student)


def server_pid():
    return connection.connection.info.backend_pid


def is_served(pid):
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_stat_activity WHERE pid = %s", [pid])
        return cursor.fetchone()[0] == 1


def hang_up(pid):
    """Let the server hang up, wait until that has come through, and longer than a connection counts as just used.

    Asked for by a connection of no backend: a second one of ours in this thread would close the first itself.
    """
    asked = connection.get_connection_params()
    place = {name: asked[name] for name in ("host", "port", "user", "password", "dbname") if name in asked}
    with psycopg.connect(**place) as other:
        other.execute("SELECT pg_terminate_backend(%s)", [pid])
    assert select.select([connection.connection.pgconn.socket], [], [], PATIENCE)[0]
    time.sleep(2 * JUST_USED)


def test_a_thread_has_one_connection_for_all_its_requests(keeping, token):
    assert ask(DASHBOARD, token=token)[0] == "200 OK"
    first = server_pid()
    assert ask(DASHBOARD, token=token)[0] == "200 OK"
    assert ask("/health")[0] == "200 OK"
    assert server_pid() == first


@pytest.mark.parametrize("headers", [{}, {"HTTP_COOKIE": "theme=dark"}])
def test_a_request_after_the_server_has_hung_up_is_answered(keeping, token, headers):
    ask(DASHBOARD, token=token)
    first = server_pid()
    hang_up(first)
    assert ask(DASHBOARD, token=token, **headers)[0] == "200 OK"
    assert server_pid() != first


def test_when_the_server_is_away_kept_connections_are_not_waited_for(keeping, token):
    ask(DASHBOARD, token=token)
    first = server_pid()
    breaker.failed()  # another thread has just waited in vain
    try:
        status, headers, _body = ask(DASHBOARD, token=token)
        assert status == "503 Service Unavailable"
        assert "Retry-After" in headers
    finally:
        breaker.succeeded()
    assert ask(DASHBOARD, token=token)[0] == "200 OK"
    assert server_pid() != first


def test_a_thread_that_ends_takes_its_connection_along(keeping):
    pids = []

    def work():
        connections["default"].ensure_connection()
        pids.append(connections["default"].connection.info.backend_pid)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    deadline = time.monotonic() + PATIENCE
    while is_served(pids[0]) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not is_served(pids[0])
