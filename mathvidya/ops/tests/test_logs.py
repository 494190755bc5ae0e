"""Logs contain of a person only the id. Canaries in every input must appear nowhere."""

import io
import json
import logging
import logging.config

import pytest
import structlog
from django.contrib.auth import get_user_model
from django.urls import include, path
from django_structlog.celery.receivers import CeleryReceiver

from mathvidya.ops.logging import configure_logging
from mathvidya.ops.tasks import prune
from mathvidya.testing.factories.accounts import PASSWORD

CANARIES = {
    "email": "canary-mail@example.org",
    "first_name": "Canaryname",
    "last_name": "Canarysurname",
    "phone": "+919812345678",
    "school": "Canaryschool",
    "password": "canary password 42",
}
ANSWER = "canary answer text"


def broken(request):
    raise ValueError(f"{ANSWER} of {CANARIES['email']}")


def doubled(request):
    for _again in range(2):
        get_user_model().objects.create(email=CANARIES["email"], first_name=CANARIES["first_name"])


urlpatterns = [
    path("broken", broken),
    path("doubled/<str:name>", doubled),
    path("", include("mathvidya.urls")),
]
handler500 = "mathvidya.web.views.server_error"


def fail_a_task():
    """As in a worker, where django-structlog listens."""
    try:
        raise ValueError(ANSWER)
    except ValueError as error:
        CeleryReceiver().receiver_task_failure(task_id="1", exception=error, sender=prune)


@pytest.fixture
def lines():
    """Everything that is logged as production logs it, from the lowest level on."""
    stream, processors = io.StringIO(), structlog.get_config()["processors"]
    usual, handlers, level = processors[:], logging.root.handlers[:], logging.root.level
    configuration = configure_logging(json=True, level="DEBUG")
    # Loggers that were used before keep their list of processors: the list has to change, not its name.
    processors[:] = structlog.get_config()["processors"]
    structlog.configure(processors=processors)
    configuration["handlers"]["stderr"] |= {"stream": stream}
    logging.config.dictConfig(configuration)
    yield lambda: stream.getvalue().splitlines()
    processors[:] = usual
    logging.root.handlers[:], logging.root.level = handlers, level


def assert_no_canary(text):
    for canary in (*CANARIES.values(), ANSWER, "canary"):
        assert canary.lower() not in text.lower(), canary


@pytest.mark.urls(__name__)
def test_no_line_holds_what_people_typed(api, browser, client, deliver, lines):
    registration = {name: CANARIES[name] for name in ("email", "first_name", "last_name", "password")}
    assert api().post("/api/v1/auth/register", registration | {"role": "parent"}).status_code == 201
    deliver()
    login = {"email": CANARIES["email"], "password": CANARIES["password"]}
    assert api().post("/api/v1/auth/login", login).status_code == 403
    assert api().post("/api/v1/auth/forgot-password", {"email": CANARIES["email"]}).status_code == 200
    assert api().post("/api/v1/auth/login", login | {"password": ANSWER, "unknown": ANSWER}).status_code == 400
    user = get_user_model().objects.get(email=CANARIES["email"])
    app, page = api(user), browser(user)
    assert app.patch("/api/v1/users/me", {"phone": CANARIES["phone"], "school": ANSWER}).status_code in (200, 400)
    page.post("/me", {"first_name": CANARIES["first_name"], "last_name": ANSWER})
    client.get(f"/nowhere/{CANARIES['email']}?q={ANSWER}", headers={"User-Agent": "browser"})
    client.raise_request_exception = False
    assert client.post("/broken", {"text": ANSWER}, headers={"Cookie": ANSWER}).status_code == 500
    assert client.get(f"/doubled/{CANARIES['email']}").status_code == 500
    fail_a_task()

    written = [json.loads(line) for line in lines()]
    events = [line["event"] for line in written]
    assert {"request_finished", "request_failed", "task_failed"} <= set(events)
    failed = next(line for line in written if line["event"] == "request_failed")
    assert "in broken" in failed["exception"]
    assert "ValueError" in failed["exception"]
    assert_no_canary("\n".join(lines()))


@pytest.mark.urls(__name__)
def test_an_error_is_one_notice_a_key(client, db, lines):
    client.raise_request_exception = False
    client.get("/broken")
    traces = [line for line in lines() if "ValueError" in line]
    assert len(traces) == 1


def test_a_key_that_was_mailed_is_in_no_line(api, student, deliver, client, lines, mailoutbox):
    api().post("/api/v1/auth/forgot-password", {"email": student.email})
    deliver()
    key = mailoutbox[0].body.partition("/accounts/password/reset/key/")[2].split("/")[0]
    assert len(key) > 20
    client.get(f"/accounts/password/reset/key/{key}/")
    client.get("/health")
    text = "\n".join(lines())
    assert key not in text
    assert "GET /accounts/password/reset/key/…/" in [json.loads(line).get("request") for line in lines()]


def test_ids_are_kept(api, student, lines):
    api(student).delete("/api/v1/auth/sessions/0d3fdde2-6aa8-4fd0-9ad8-9d5cbe0b8fcd")
    assert "0d3fdde2-6aa8-4fd0-9ad8-9d5cbe0b8fcd" in "\n".join(lines())
    assert PASSWORD not in "\n".join(lines())
