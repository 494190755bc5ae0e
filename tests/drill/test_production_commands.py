"""The rigs start what production starts: the deployment's own commands, on another port."""

import sys

import pytest

from rigs.product import command_of, production_commands


def test_every_process_of_the_deployment_is_known():
    assert set(production_commands()) == {"web", "sockets", "worker", "pages", "beat", "relay"}


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("web", ["granian", "--blocking-threads", "mathvidya.wsgi:application"]),
        ("sockets", ["uvicorn", "--ws-max-size", "mathvidya.asgi:application"]),
        ("worker", ["celery", "-Q", "default,mail"]),
        ("pages", ["celery", "-Q", "pages"]),
        ("beat", ["celery", "beat"]),
        ("relay", ["manage.py", "relay"]),
    ],
)
def test_a_command_is_taken_as_it_stands_there(name, words):
    assert [word for word in words if word not in command_of(name)] == []


def test_variables_of_a_command_come_before_the_interpreter(monkeypatch):
    there = {
        "worker": ["env", "PATIENCE=60", "celery", "worker"],
        "relay": ["env", "A=1", "python", "manage.py", "relay"],
    }
    monkeypatch.setattr("rigs.product.production_commands", lambda: there)
    assert command_of("worker") == ["env", "PATIENCE=60", sys.executable, "-m", "celery", "worker"]
    assert command_of("relay") == ["env", "A=1", sys.executable, "manage.py", "relay"]


def test_an_address_of_its_own_is_all_that_changes():
    changed, there = command_of("web", host="127.0.0.1", port="20001"), production_commands()["web"]
    assert [(new, old) for new, old in zip(changed[2:], there, strict=True) if new != old] == [
        ("127.0.0.1", "0.0.0.0"),  # noqa: S104  (inside a container)
        ("20001", "8000"),
    ]
