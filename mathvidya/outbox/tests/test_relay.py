"""Each effect once: by one relay, by two, after failures, and when it is delivered again."""

import threading
from datetime import timedelta

import pytest
import time_machine
from django.db import connection, transaction
from django.utils import timezone

from mathvidya.outbox.backoff import MAX_TRIES
from mathvidya.outbox.models import Delivery, Event
from mathvidya.outbox.registry import emit, on
from mathvidya.outbox.relay import deliver_due
from mathvidya.outbox.tasks import prune_outbox, reconcile_outbox
from mathvidya.outbox.tests.lamps import LampLit, LampSeen, light


@pytest.fixture
def chief(admin):
    """An administrator with every permission of the admin."""
    admin.is_superuser = True
    admin.save()
    return admin


@pytest.mark.django_db(transaction=True)
def test_an_event_needs_a_transaction():
    with pytest.raises(transaction.TransactionManagementError):
        emit(LampLit(lamp_id=1))
    assert not Event.objects.exists()


def test_every_handler_runs_once(db, handlers, deliver):
    seen = []

    @on(LampLit)
    def write_down(event):
        seen.append(("write_down", event.lamp_id))

    @on(LampLit)
    def count(event):
        seen.append(("count", event.lamp_id))

    light(1, 2)
    assert deliver() == 4
    assert deliver() == 0
    assert sorted(seen) == [("count", 1), ("count", 2), ("write_down", 1), ("write_down", 2)]
    assert not Event.objects.filter(sent_at=None).exists()


def test_an_event_emitted_by_a_handler_is_delivered(db, handlers, deliver):
    seen = []

    @on(LampLit)
    def look(event):
        emit(LampSeen(lamp_id=event.lamp_id))

    @on(LampSeen)
    def remember(event):
        seen.append(event.lamp_id)

    light(7)
    assert deliver() == 2
    assert seen == [7]


def test_a_failure_leaves_no_effect_and_is_tried_again_later(db, handlers):
    tries = []

    @on(LampLit)
    def break_once(event):
        emit(LampSeen(lamp_id=event.lamp_id))
        tries.append(1)
        if len(tries) == 1:
            raise RuntimeError("the ladder fell")

    light(1)
    assert deliver_due() == 1
    delivery = Delivery.objects.get()
    assert (delivery.tries, delivery.done_at, delivery.last_error) == (1, None, "RuntimeError: the ladder fell")
    assert not Event.objects.filter(name=LampSeen.name).exists()
    assert deliver_due() == 0  # not due yet
    with time_machine.travel(timezone.now() + timedelta(seconds=7)):
        assert deliver_due() == 1
    assert Event.objects.filter(name=LampSeen.name).count() == 1
    assert Delivery.objects.get(event__name=LampLit.name).done_at


def test_a_hopeless_delivery_is_parked_and_can_be_retried(db, handlers, browser, chief):
    is_broken = [True]

    @on(LampLit)
    def stumble(event):
        if is_broken[0]:
            raise RuntimeError("no oil")

    light(1)
    with time_machine.travel(timezone.now(), tick=False) as clock:
        for _ in range(MAX_TRIES + 3):
            deliver_due()
            clock.shift(timedelta(hours=2))
    parked = Delivery.objects.get()
    assert (parked.tries, bool(parked.parked_at)) == (MAX_TRIES, True)
    is_broken[0] = False
    data = {"action": "retry", "_selected_action": [parked.pk]}
    assert browser(chief).post("/admin/outbox/delivery/", data).status_code == 302
    assert deliver_due() == 1
    assert Delivery.objects.get().done_at


def test_newer_and_older_payloads_are_read(db, handlers, deliver):
    seen = []

    @on(LampLit)
    def note(event):
        seen.append((event.lamp_id, event.colour))

    Event.objects.create(name=LampLit.name, payload={"lamp_id": 1})
    Event.objects.create(name=LampLit.name, payload={"lamp_id": 2, "colour": "red", "height": 3})
    deliver()
    assert sorted(seen) == [(1, "white"), (2, "red")]


def test_a_handler_that_is_gone_is_a_failure(db, handlers):
    event = Event.objects.create(name=LampLit.name, payload={"lamp_id": 1}, sent_at=timezone.now())
    Delivery.objects.create(event=event, handler="nowhere.nothing")
    deliver_due()
    assert Delivery.objects.get().last_error.startswith("NoSuchHandler")


def test_the_reconciler_delivers_and_may_run_twice(db, handlers):
    seen = []

    @on(LampLit)
    def note(event):
        seen.append(event.lamp_id)

    light(1, 2, 3)
    assert reconcile_outbox.delay().get() == 3
    assert reconcile_outbox.delay().get() == 0
    assert sorted(seen) == [1, 2, 3]


def test_old_events_go_and_parked_ones_stay(db, handlers):
    long_ago = timezone.now() - timedelta(days=31)
    done, parked, fresh = (
        Event.objects.create(name=LampLit.name, payload={}, created_at=at, sent_at=at)
        for at in (long_ago, long_ago, timezone.now())
    )
    Delivery.objects.create(event=done, handler="a", done_at=long_ago)
    Delivery.objects.create(event=parked, handler="a", parked_at=long_ago)
    assert prune_outbox.delay().get() == 1
    assert prune_outbox.delay().get() == 0
    assert set(Event.objects.values_list("pk", flat=True)) == {parked.pk, fresh.pk}


def test_queries_do_not_grow_with_what_waits(db, handlers, django_assert_num_queries):
    @on(LampLit)
    def nothing(event):
        pass

    from mathvidya.outbox.relay import expand_events

    for size in (2, 40):
        light(*range(size))
        with django_assert_num_queries(6):  # exists, savepoint, events, deliveries, mark, release
            expand_events()


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_racing_relays_with_crashing_handlers_make_each_effect_once(handlers):
    """Handlers fail before and after their effect; relays race; every lamp is seen exactly once."""
    crashed = set()
    lock = threading.Lock()

    @on(LampLit)
    def look(event):
        with lock:
            is_first = event.lamp_id not in crashed
            crashed.add(event.lamp_id)
        if is_first and event.lamp_id % 5 == 0:
            raise RuntimeError("before")
        emit(LampSeen(lamp_id=event.lamp_id))
        if is_first and event.lamp_id % 3 == 0:
            raise RuntimeError("after")

    light(*range(60))

    def relay():
        try:
            while deliver_due(limit=5):
                pass
        finally:
            connection.close()

    for _ in range(3):  # each lamp fails once at most, and is due again in the next round
        threads = [threading.Thread(target=relay) for _ in range(3)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        Delivery.objects.filter(done_at=None).update(next_try_at=timezone.now())
    seen = [event.payload["lamp_id"] for event in Event.objects.filter(name=LampSeen.name)]
    assert sorted(seen) == list(range(60))
    assert not Delivery.objects.filter(event__name=LampLit.name, done_at=None).exists()
