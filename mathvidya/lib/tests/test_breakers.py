"""A server that did not answer is asked by one caller a while, and by all once it is back."""

from mathvidya.lib.breakers import Breaker


class Clock:
    now = 100.0

    def __call__(self):
        return self.now


def test_one_caller_a_while_until_it_answers():
    clock = Clock()
    breaker = Breaker(rest=1.0, clock=clock)
    assert [breaker.admits() for _caller in range(3)] == [True] * 3
    breaker.failed()
    assert breaker.is_open
    assert [breaker.admits() for _caller in range(3)] == [False] * 3
    clock.now += 1
    assert [breaker.admits() for _caller in range(3)] == [True, False, False]
    breaker.failed()
    clock.now += 0.9
    assert not breaker.admits()
    clock.now += 0.2
    assert breaker.admits()
    breaker.succeeded()
    assert not breaker.is_open
    assert [breaker.admits() for _caller in range(3)] == [True] * 3
