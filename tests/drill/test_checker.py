"""The drill's judge: what it must call lost, doubled or falsely acknowledged."""

import pytest

from rigs.drill.checker import Effect, Stored, judge
from rigs.drill.history import Call, History


def call(**facts) -> Call:
    return Call(**({"at": 10.0, "seconds": 0.1, "who": "asha", "action": "save", "status": 200} | facts))


def faults_of(history, stored=None, *, recovery=1.0):
    return judge(history, stored or Stored(), recovery=recovery).faults


@pytest.fixture
def history():
    return History()


@pytest.fixture
def broken(history):
    """A history with an outage from second 5 to 20 in which no process died."""
    with history.outage():
        pass
    history.outages[0].begun, history.outages[0].healed = 5.0, 20.0
    return history


@pytest.mark.parametrize("there", [{}, {(1, 2): (6, "old")}, {(1, 2): (7, "another")}])
def test_an_acknowledged_answer_that_is_gone_old_or_another_is_lost(history, there):
    history.promise("answer", (1, 2), (7, "mine"))
    verdict = judge(history, Stored(answers=there), recovery=0.0)
    assert (verdict.lost, verdict.stored, verdict.holds) == (1, 0, False)


@pytest.mark.parametrize("there", [(7, "mine"), (8, "sent again and stored, its acknowledgement lost")])
def test_an_answer_that_is_stored_or_replaced_by_a_newer_one_is_not_lost(history, there):
    history.promise("answer", (1, 2), (7, "mine"))
    assert faults_of(history, Stored(answers={(1, 2): there})) == []


@pytest.mark.parametrize(
    ("kind", "field"), [("page", "pages"), ("submit", "receipts"), ("marks", "marks"), ("marked", "scores")]
)
def test_everything_else_must_stand_as_it_was_acknowledged(history, kind, field):
    history.promise(kind, 3, "as promised")
    assert faults_of(history, Stored(**{field: {3: "as promised"}})) == []
    assert faults_of(history, Stored(**{field: {3: "otherwise"}})) != []
    assert faults_of(history, Stored()) != []


def test_an_effect_must_happen_once_not_never_and_not_twice(history):
    assert faults_of(history, Stored(effects=[Effect("mail", 1, 1), Effect("task", 1, 0, wanted=0)])) == []
    assert judge(history, Stored(effects=[Effect("mail", 1, 0)]), recovery=0.0).lost == 1
    assert judge(history, Stored(effects=[Effect("mail", 1, 3)]), recovery=0.0).duplicates == 2
    assert faults_of(history, Stored(effects=[Effect("task", 1, 1, wanted=0)])) != []


@pytest.mark.parametrize(
    "answer",
    [
        {"status": 500},
        {"status": 502},
        {"status": 503, "has_retry_after": False},
        {"status": 503, "has_retry_after": True, "seconds": 10.5},
        {"status": 200, "seconds": 11.0},
        {"status": 0, "error": "timeout"},
        {"status": 0, "error": "refused"},
    ],
)
def test_an_outage_excuses_nothing_but_503_with_retry_after(broken, answer):
    broken.note(call(**answer))
    assert len(faults_of(broken)) == 1


def test_503_with_retry_after_is_honest_in_an_outage_and_right_after_it_only(broken):
    broken.note(call(status=503, has_retry_after=True))
    broken.note(call(status=503, has_retry_after=True, at=30.0))
    assert faults_of(broken) == []
    broken.note(call(status=503, has_retry_after=True, at=60.0))
    assert faults_of(broken) == ["save answered 503 although nothing was broken (1×)"]


def test_a_dead_process_excuses_broken_connections_but_no_500(broken):
    broken.outages[0].kills = True
    broken.note(call(status=0, error="refused"))
    broken.note(call(status=0, error="reset"))
    assert faults_of(broken) == []
    broken.note(call(status=500))
    assert faults_of(broken) == ["save answered 500 (1×)"]


def test_recovery_that_never_came_or_took_longer_than_two_minutes_is_a_fault(history):
    assert faults_of(history, recovery=119.0) == []
    assert len(faults_of(history, recovery=121.0)) == 1
    assert len(faults_of(history, recovery=None)) == 1


def test_service_is_back_when_the_last_client_has_been_served_again(broken):
    broken.note(call(at=21.0, who="asha"))
    broken.note(call(at=22.0, who="ravi", status=503, has_retry_after=True))
    broken.note(call(at=24.0, who="ravi"))
    broken.note(call(at=40.0, who="asha"))
    assert broken.service_back() == pytest.approx(4.1)
