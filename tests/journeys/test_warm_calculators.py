"""A process that will need a calculator starts one at once, without waiting for it."""

import time

import pytest

from maths import worker
from mathvidya.celery import worker_process_init


@pytest.fixture
def no_calculators(monkeypatch):
    """The calculators of a process that has just begun."""
    fresh = worker.Calculators(processes=1)
    monkeypatch.setattr(worker, "_calculators", fresh)
    yield fresh
    fresh.close()


def test_a_process_of_the_pool_has_a_calculator_before_it_is_asked(no_calculators):
    assert no_calculators._running == set()
    worker_process_init.send(sender=None)
    until = time.monotonic() + 30
    while not any(process.is_ready for process in list(no_calculators._running)):
        assert time.monotonic() < until
        time.sleep(0.05)
