"""What may go out of date is forgotten by `clear_all`, what cannot is kept."""

import pytest

from mathvidya.lib import process_caches
from mathvidya.lib.process_caches import clear_all, cleared_by, pure, remembered


@pytest.fixture(autouse=True)
def own_caches(monkeypatch):
    monkeypatch.setattr(process_caches, "_clears", [])


def test_what_is_remembered_is_asked_again_after_clearing():
    asked = []

    @remembered(maxsize=2)
    def double(number: int) -> int:
        asked.append(number)
        return number * 2

    assert [double(1), double(1)] == [2, 2]
    clear_all()
    assert double(1) == 2
    assert asked == [1, 1]


def test_what_is_pure_is_kept():
    asked = []

    @pure()
    def double(number: int) -> int:
        asked.append(number)
        return number * 2

    double(1)
    clear_all()
    assert double(1) == 2
    assert asked == [1]


def test_a_memory_of_ones_own_is_cleared_along():
    memory = {"a": 1}
    cleared_by(memory.clear)
    clear_all()
    assert memory == {}
