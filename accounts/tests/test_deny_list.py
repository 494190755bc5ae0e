"""Each process's copy of the deny-list."""

import time

import pytest
from django.core.cache import caches

from accounts.adapters import denylist
from accounts.adapters.jwt import Claims
from mathvidya.lib.process_caches import clear_all
from mathvidya.ops.caches import redis_client

pytestmark = pytest.mark.redis
CLAIMS = Claims(user_id=7, role="student", cleared=True, epoch=3, family="f")


@pytest.fixture
def stream():
    """What another process writes to and reads from."""
    return redis_client()


@pytest.fixture
def moments(monkeypatch):
    """`moments(2)`: two seconds later."""
    passed = [0.0]
    began = time.monotonic()
    monkeypatch.setattr(denylist.time, "monotonic", lambda: began + passed[0])

    def later(seconds):
        passed[0] += seconds

    return later


@pytest.mark.parametrize("entry", [{"signin:family:f": 1}, {"signin:epoch:7": 4}])
def test_what_another_process_denied_is_denied_here_within_a_second(stream, moments, entry):
    assert denylist.is_denied(CLAIMS) is False
    stream.xadd(denylist.STREAM, entry)
    assert denylist.is_denied(CLAIMS) is False  # nobody is asked
    moments(denylist.COPY_SECONDS)
    assert denylist.is_denied(CLAIMS) is True


def test_what_this_process_denies_is_denied_at_once_and_reaches_the_others():
    assert denylist.is_denied(CLAIMS) is False
    denylist.deny_family("f")
    assert denylist.is_denied(CLAIMS) is True
    clear_all()  # as another process
    assert denylist.is_denied(CLAIMS) is True


def test_an_older_epoch_does_not_bring_a_token_back(moments):
    denylist.deny_before(7, 5)
    denylist.deny_before(7, 4)
    assert denylist.is_denied(Claims(7, "student", True, 4, "g")) is True
    assert denylist.is_denied(Claims(7, "student", True, 5, "g")) is False


def test_entries_are_forgotten_when_their_tokens_have_expired(moments):
    denylist.deny_family("f")
    assert denylist.is_denied(CLAIMS) is True
    moments(3600)
    caches["default"].clear()
    assert denylist.is_denied(CLAIMS) is False


def test_a_copy_that_cannot_be_kept_up_to_date_knows_nothing(moments, monkeypatch):
    assert denylist.is_denied(CLAIMS) is False

    def gone(*args, **kwargs):
        raise denylist.RedisError("connection refused")

    monkeypatch.setattr("redis.Redis.xrange", gone)
    moments(denylist.COPY_SECONDS)
    assert denylist.is_denied(CLAIMS) is None
