"""The rigs start what production starts: the deployment's own commands, on another port."""

import sys

import pytest
from django.urls import resolve

from rigs.product import command_of, goes_to_signin, production_commands
from rigs.stack import PARTS


def test_every_process_of_the_deployment_is_known():
    assert set(production_commands()) == set(PARTS)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("web", ["granian", "--blocking-threads", "mathvidya.wsgi:application"]),
        ("signin", ["nice", "granian", "--blocking-threads", "mathvidya.wsgi:application"]),
        ("sockets", ["uvicorn", "--ws-max-size", "mathvidya.asgi:application"]),
        ("worker", ["celery", "-Q", "default"]),
        ("mail", ["celery", "-Q", "mail"]),
        ("pages", ["nice", "celery", "-Q", "pages"]),
        ("models", ["celery", "-Q", "models"]),
        ("runner", ["nice", "celery", "-Q", "runner"]),
        ("reports", ["nice", "celery", "-Q", "reports"]),
        ("beat", ["celery", "beat"]),
        ("relay", ["manage.py", "relay"]),
    ],
)
def test_a_command_is_used_exactly_as_written_there(name, words):
    assert [word for word in words if word not in command_of(name)] == []


def test_variables_of_a_command_come_before_the_interpreter(monkeypatch):
    there = {
        "worker": ["env", "PATIENCE=60", "celery", "worker"],
        "relay": ["env", "A=1", "python", "manage.py", "relay"],
        "signin": ["nice", "-n", "10", "granian", "--port", "1"],
    }
    monkeypatch.setattr("rigs.product.production_commands", lambda: there)
    assert command_of("worker") == ["env", "PATIENCE=60", sys.executable, "-m", "celery", "worker"]
    assert command_of("signin", port="2") == ["nice", "-n", "10", sys.executable, "-m", "granian", "--port", "2"]
    assert command_of("relay") == ["env", "A=1", sys.executable, "manage.py", "relay"]


def test_an_address_of_its_own_is_all_that_changes():
    changed, there = command_of("web", host="127.0.0.1", port="20001"), production_commands()["web"]
    assert [(new, old) for new, old in zip(changed[2:], there, strict=True) if new != old] == [
        ("127.0.0.1", "0.0.0.0"),  # noqa: S104  (inside a container)
        ("20001", "8000"),
    ]


@pytest.mark.parametrize(
    "path",
    [
        *("/accounts/login/", "/accounts/signup/", "/accounts/password/change/", "/accounts/reauthenticate/"),
        *("/api/v1/auth/login", "/api/v1/auth/register", "/api/v1/auth/signup"),
        *("/api/v1/auth/reset-password", "/api/v1/auth/change-password"),
    ],
)
def test_what_hashes_a_password_has_a_server_of_its_own(path):
    assert resolve(path)
    assert goes_to_signin(path)


@pytest.mark.parametrize("path", ["/api/v1/auth/refresh", "/api/v1/auth/me", "/api/v1/attempts/1/responses", "/home"])
def test_nothing_else_waits_behind_it(path):
    assert resolve(path)
    assert not goes_to_signin(path)
