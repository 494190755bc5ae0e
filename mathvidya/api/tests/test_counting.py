"""Requests are counted by each process and added up in the cache."""

import pytest
from django.core.cache import cache

from mathvidya.api.throttles import seconds_to_wait
from mathvidya.lib.process_caches import clear_all

pytestmark = pytest.mark.django_db


def passed(scope, times):
    return sum(not seconds_to_wait(scope, "user:1") for _ in range(times))


@pytest.fixture
def rates(settings):
    settings.THROTTLE_RATES = {**settings.THROTTLE_RATES, "save": "20/day", "login": "20/day"}


def test_one_process_counts_exactly(rates):
    assert passed("save", 30) == 20


def test_another_process_lets_less_than_a_tenth_more_pass(rates):
    assert passed("save", 30) == 20
    clear_all()  # as a process that has seen nothing yet
    assert passed("save", 30) < 2


def test_where_a_count_guards_a_password_it_lets_none_pass(rates):
    assert passed("login", 30) == 20
    clear_all()
    assert passed("login", 30) == 0


def test_most_requests_ask_nobody(rates, monkeypatch):
    sent = []
    monkeypatch.setattr(cache, "incr", lambda key, by: sent.append(by) or sum(sent), raising=False)
    passed("save", 20)
    assert sent == [2] * 10


def test_callers_are_apart(rates):
    assert passed("save", 30) == 20
    assert not seconds_to_wait("save", "user:2")
    assert seconds_to_wait("save", "user:1") > 0
