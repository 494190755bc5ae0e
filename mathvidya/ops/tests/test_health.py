"""Alive, ready, measured."""

import shutil
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.utils import timezone
from django_celery_beat.models import IntervalSchedule, PeriodicTask

from mathvidya.ops import probes


@pytest.mark.parametrize("prefix", ["", "/api/v1"])
def test_alive_needs_no_database(client, prefix):
    answer = client.get(f"{prefix}/health")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


@pytest.mark.parametrize("prefix", ["", "/api/v1"])
@pytest.mark.django_db(transaction=True)
def test_ready_says_each_part(client, prefix):
    answer = client.get(f"{prefix}/health/db")
    assert answer.status_code == 200, answer.content
    parts = ["database", "migrations", "cache", "broker", "storage"]
    assert answer.json() == {"status": "ok", "parts": dict.fromkeys(parts, "ok")}


@pytest.mark.django_db(transaction=True)
def test_not_ready_names_the_part_and_no_secret(client, settings, tmp_path):
    (tmp_path / "file").touch()
    settings.MEDIA_ROOT = tmp_path / "file" / "media"
    settings.CELERY_BROKER_URL = "redis://:secret-word@127.0.0.1:1/0"
    answer = client.get("/health/db")
    assert answer.status_code == 503
    body = answer.json()
    assert body["status"] == "failing"
    assert body["parts"]["storage"] == "NotADirectoryError"
    assert body["parts"]["broker"] == "ConnectionError"
    assert b"secret-word" not in answer.content


@pytest.mark.django_db(transaction=True)
def test_a_frozen_part_costs_little(client, monkeypatch):
    import threading
    import time

    thaw = threading.Event()
    monkeypatch.setattr(probes, "PATIENCE", 0.2)
    monkeypatch.setitem(probes.PROBES, "cache", lambda: thaw.wait(10))
    begun = time.monotonic()
    answer = client.get("/health/db")
    thaw.set()
    assert answer.json()["parts"]["cache"] == "does not answer"
    assert time.monotonic() - begun < 5


@pytest.mark.parametrize("path", ["/health", "/health/db", "/metrics"])
def test_other_methods_are_405(client, path):
    assert client.post(path).status_code == 405


def test_metrics_show_routes_and_the_outbox(client, db):
    client.get("/health")
    client.get("/no/such/address")
    text = client.get("/metrics").content.decode()
    assert 'http_requests_total{method="GET",route="health",status="200"}' in text
    assert "outbox_parked 0.0" in text
    assert "/no/such" not in text


@pytest.mark.parametrize("extra", [{"REMOTE_ADDR": "203.0.113.9"}, {"HTTP_X_FORWARDED_FOR": "127.0.0.1"}])
def test_metrics_without_a_token_are_for_this_machine(client, db, extra):
    assert client.get("/metrics", **extra).status_code == 404


def test_metrics_with_a_token(client, db, settings):
    settings.METRICS_TOKEN = "let-me-see"
    assert client.get("/metrics").status_code == 404
    assert client.get("/metrics", headers={"Authorization": "Bearer wrong"}).status_code == 404
    far = {"REMOTE_ADDR": "203.0.113.9", "HTTP_AUTHORIZATION": "Bearer let-me-see"}
    assert client.get("/metrics", **far).status_code == 200


def test_an_answer_carries_its_request_id(client):
    first, second = (client.get("/health")["X-Request-ID"] for _ in range(2))
    assert first != second


def test_metrics_of_the_installation(client, db):
    numbers = {}
    for line in client.get("/metrics").content.decode().splitlines():
        if not line.startswith("#"):
            name, _, value = line.rpartition(" ")
            numbers[name] = float(value)
    for queue in ("default", "pages", "mail", "models", "runner", "reports"):
        assert numbers[f'celery_queue_waiting{{queue="{queue}"}}'] == 0
    assert 0 < numbers["disk_free_ratio"] < 1
    assert abs(numbers["clock_skew_seconds"]) < 1
    assert {"outbox_waiting", "outbox_oldest_seconds", "outbox_parked"} <= numbers.keys()
    assert {"marking_tasks_waiting", "marking_tasks_overdue", "marking_leases_lapsed"} <= numbers.keys()


def test_a_clock_that_is_ahead_is_seen(client, db):
    if connection.vendor != "postgresql":
        pytest.skip("needs PostgreSQL: SQLite has our own clock")
    with time_machine.travel(timezone.now() + timedelta(minutes=7)):
        text = client.get("/metrics").content.decode()
    [line] = [line for line in text.splitlines() if line.startswith("clock_skew_seconds ")]
    assert 419 < float(line.split()[1]) < 425


def test_beat_and_waiting_messages_are_counted(client, db, settings, tmp_path):
    for number, queue in enumerate(("mail", "mail", "default")):
        (tmp_path / f"{number}_x.{queue}.msg").touch()
    settings.CELERY_BROKER_URL = "files://localhost"
    settings.CELERY_BROKER_TRANSPORT_OPTIONS = {"data_folder_out": str(tmp_path)}
    every = IntervalSchedule.objects.create(every=1, period="minutes")
    PeriodicTask.objects.create(name="x", task="x", interval=every, last_run_at=timezone.now() - timedelta(seconds=90))
    text = client.get("/metrics").content.decode()
    assert 'celery_queue_waiting{queue="mail"} 2.0' in text
    assert 'celery_queue_waiting{queue="default"} 1.0' in text
    [line] = [line for line in text.splitlines() if line.startswith("beat_last_seconds ")]
    assert 89 < float(line.split()[1]) < 120


def test_a_gauge_that_breaks_hides_no_other(client, db, monkeypatch):
    monkeypatch.setattr(shutil, "disk_usage", lambda path: 1 // 0)
    answer = client.get("/metrics")
    assert answer.status_code == 200
    assert "disk_free_ratio" not in answer.content.decode()
    assert "outbox_waiting 0.0" in answer.content.decode()
