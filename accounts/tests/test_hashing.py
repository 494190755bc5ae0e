"""Only a few passwords are hashed at once, so that sign-ins leave threads for students in an exam."""

import threading

import pytest

from accounts.adapters import hashers
from mathvidya.testing.factories.accounts import PASSWORD

pytestmark = pytest.mark.django_db


@pytest.fixture
def all_turns_taken(monkeypatch):
    monkeypatch.setattr(hashers, "PATIENCE", 0.01)
    monkeypatch.setattr(hashers, "_turns", threading.BoundedSemaphore(1))
    hashers._turns.acquire()


def test_whoever_finds_every_turn_taken_is_asked_to_come_again(api, student, all_turns_taken):
    body = {"email": student.email, "password": PASSWORD}
    answer = api().post("/api/v1/auth/login", body)
    assert (answer.status_code, answer.json()["code"], answer["Retry-After"]) == (503, "sign_in_busy", "5")
    hashers._turns.release()
    assert api().post("/api/v1/auth/login", body).status_code == 200


def test_the_page_says_so_too(client, student, all_turns_taken):
    answer = client.post("/accounts/login/", {"login": student.email, "password": PASSWORD})
    assert (answer.status_code, answer["Retry-After"]) == (503, "5")


def test_a_turn_is_given_back_whatever_happens(student):
    for password in (PASSWORD, "wrong", PASSWORD, "wrong"):
        assert student.check_password(password) is (password == PASSWORD)
    assert hashers._turns.acquire(timeout=0)
    hashers._turns.release()
