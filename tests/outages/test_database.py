"""PostgreSQL cut off, silent, restarted, locked, full: 503 and when to come again, never a 500; and back by itself."""

import threading

import psycopg
import pytest
from django.db import connection

from mathvidya.ops.postgresql.connection import PatientConnection

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
ME = "/api/v1/auth/me"
MINE = "/api/v1/users/me"


@pytest.fixture
def app(line, api, student):
    """Asha's app, its connection made through the line."""
    client = api(student)
    assert client.get(ME).status_code == 200
    return client


def rename(app, name="Usha"):
    return app.patch(MINE, {"first_name": name})


def asks_to_come_again(answer):
    assert (answer.status_code, answer["Content-Type"]) == (503, "application/problem+json"), answer.content
    assert (answer.json()["code"], answer["Retry-After"]) == ("database_unavailable", "5")
    return True


def test_a_cut_line(app, browser, client, student, line, caplog):
    page = browser(student)
    page.raise_request_exception = False
    assert page.get("/home").status_code == 200
    line.set("refuse")
    caplog.clear()
    assert asks_to_come_again(app.get(ME))
    assert sum("database_unavailable" in str(record.msg) for record in caplog.records) == 1
    assert not [record for record in caplog.records if record.exc_info]
    assert asks_to_come_again(rename(app))
    assert asks_to_come_again(app.post("/api/v1/tests/1/start"))  # a hot path

    seen = page.get("/home")
    assert (seen.status_code, seen["Retry-After"]) == (503, "5")
    assert "Back in a moment" in seen.content.decode()
    assert client.get("/health").status_code == 200
    assert client.get("/health/db").json()["parts"]["database"] == "OperationalError"
    numbers = client.get("/metrics")
    assert numbers.status_code == 200
    assert "http_requests_total" in numbers.content.decode()
    assert "outbox_waiting" not in numbers.content.decode()

    line.set("pass")
    assert rename(app).json()["first_name"] == "Usha"
    assert page.get("/home").status_code == 200
    assert client.get("/health/db").json()["parts"]["database"] == "ok"


def test_a_silent_server_is_hung_up_on_and_believed_in_nothing(app, line, monkeypatch):
    monkeypatch.setattr(PatientConnection, "patience", 0.3)
    connection.ensure_connection()
    line.set("drop")
    assert asks_to_come_again(app.get(ME))
    line.set("pass")
    connection.ensure_connection()
    line.set("half_open")
    assert asks_to_come_again(rename(app))
    line.set("pass")
    assert rename(app).json()["first_name"] == "Usha"
    assert app.get(ME).json()["first_name"] == "Usha"


def fill_the_pool(size):
    """Make as many connections as the pool holds, and give them all back."""

    def connect():
        connection.ensure_connection()
        gate.wait(30)
        connection.close()

    connection.close()
    gate = threading.Barrier(size)
    threads = [threading.Thread(target=connect) for _one in range(size)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert connection.pool.get_stats()["pool_size"] == size


def test_a_restarted_server_fails_no_later_request_and_an_exhausted_pool_does_not_count_as_away(pooled, app, line):
    fill_the_pool(4)
    line.set("refuse")
    line.set("pass")
    assert [app.get(ME).status_code for _request in range(8)] == [200] * 8
    connection.close()
    held = [connection.pool.getconn() for _one in range(4)]
    assert asks_to_come_again(app.get(ME))
    for one in held:
        connection.pool.putconn(one)
    assert app.get(ME).status_code == 200


def with_options(text):
    """From the next connection on, as by settings.DATABASES."""
    connection.close()
    connection.settings_dict["OPTIONS"]["options"] = text


def failing_with(state):
    """Let each change of a person fail at the server with this SQLSTATE."""
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE OR REPLACE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION 'secret values' USING ERRCODE = '{state}'; END $$;"
            "CREATE OR REPLACE TRIGGER fail BEFORE UPDATE ON accounts_user EXECUTE FUNCTION fail()"
        )


def test_what_the_server_refuses_for_now(app, student):
    asked = connection.get_connection_params()
    place = {name: asked[name] for name in ("host", "port", "user", "dbname")}
    for limit in ("lock_timeout=100", "statement_timeout=100"):
        with_options(f"-c {limit}")
        with psycopg.connect(**place) as other:
            other.execute("SELECT 1 FROM accounts_user WHERE id = %s FOR UPDATE", [student.pk])
            assert asks_to_come_again(rename(app))
    with_options("-c default_transaction_read_only=on")  # a replica, after a failover
    assert asks_to_come_again(rename(app))
    assert app.get(ME).json()["first_name"] == "Asha"
    with_options("")
    for state in ("53100", "53200", "57P01", "40P01"):  # disk full, out of memory, shutting down, deadlock
        failing_with(state)
        answer = rename(app)
        assert asks_to_come_again(answer)
        assert "secret" not in answer.content.decode()
        assert app.get(ME).json()["first_name"] == "Asha"
    with connection.cursor() as cursor:
        cursor.execute("DROP FUNCTION fail CASCADE")
    assert rename(app).json()["first_name"] == "Usha"
