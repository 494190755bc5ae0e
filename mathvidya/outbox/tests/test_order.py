"""Events of one key reach each handler in order, also where deliveries fail and relays race."""

import random
import threading
from datetime import timedelta

import pytest
import time_machine
from django.db import connection, transaction
from django.utils import timezone

from mathvidya.outbox import relay as relays
from mathvidya.outbox.backoff import MAX_TRIES
from mathvidya.outbox.models import Delivery, Event
from mathvidya.outbox.registry import emit, on
from mathvidya.outbox.relay import deliver_due, expand_events, retry_parked
from mathvidya.outbox.tests.lamps import LampLit, LampSeen, light

IN_A_WHILE = timedelta(hours=2)


@pytest.fixture
def clock():
    with time_machine.travel(timezone.now(), tick=False) as clock:
        yield clock


@pytest.fixture
def lamps(handlers):
    """`seen`: what a handler in order has seen; it breaks while `broken` holds the colour."""

    class Lamps:
        def __init__(self):
            self.seen, self.broken = [], set()

    lamps = Lamps()

    @on(LampLit)
    def look(event):
        if event.colour in lamps.broken:
            raise RuntimeError("no oil")
        lamps.seen.append((event.lamp_id, event.colour))

    return lamps


def test_a_failure_holds_back_later_events_of_its_key_and_no_other(db, lamps, clock):
    lamps.broken = {"red"}
    light(1, colour="red")
    light(1, 2, colour="green")
    deliver_due()
    light(1, colour="blue")
    deliver_due()
    assert lamps.seen == [(2, "green")]
    lamps.broken = set()
    clock.shift(IN_A_WHILE)
    deliver_due()
    assert lamps.seen == [(2, "green"), (1, "red"), (1, "green"), (1, "blue")]


def test_another_handler_of_the_same_event_is_not_held_back(db, lamps, clock):
    others = []

    @on(LampLit)
    def count(event):
        others.append(event.colour)

    lamps.broken = {"red"}
    light(1, colour="red")
    light(1, colour="green")
    deliver_due()
    assert (lamps.seen, others) == ([], ["red", "green"])


def test_a_handler_that_needs_no_order_is_not_held_back(db, handlers, clock):
    seen = []

    @on(LampLit, in_order=False)
    def look(event):
        if event.colour == "red":
            raise RuntimeError("no oil")
        seen.append(event.colour)

    light(1, colour="red")
    light(1, colour="green")
    deliver_due()
    assert seen == ["green"]


def test_events_without_a_key_hold_nothing_back(db, lamps, clock):
    lamps.broken = {"red"}
    for colour in ("red", "green"):
        Event.objects.create(name=LampLit.name, payload={"lamp_id": 1, "colour": colour})
    deliver_due()
    assert lamps.seen == [(1, "green")]


def test_a_parked_delivery_holds_nothing_back_any_more(db, lamps, clock):
    lamps.broken = {"red"}
    light(1, colour="red")
    light(1, colour="green")
    for _ in range(MAX_TRIES):
        assert lamps.seen == []
        deliver_due()
        clock.shift(IN_A_WHILE)
    deliver_due()
    assert lamps.seen == [(1, "green")]
    lamps.broken = set()
    retry_parked(Delivery.objects.all())
    deliver_due()
    assert lamps.seen == [(1, "green"), (1, "red")]


def test_one_that_was_tried_later_still_goes_first(db, lamps, clock):
    """What is due for longest is not what happened first."""
    light(1, colour="red")
    light(1, colour="green")
    expand_events()
    first, second = Delivery.objects.order_by("event_id")
    Delivery.objects.filter(pk=second.pk).update(next_try_at=first.next_try_at - IN_A_WHILE)
    deliver_due()
    assert lamps.seen == [(1, "red"), (1, "green")]


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_a_relay_sends_nothing_on_while_another_holds_earlier_events(lamps):
    light(1, colour="red")
    light(1, colour="green")
    first = Event.objects.first()
    held, release = threading.Event(), threading.Event()

    def hold():
        try:
            with transaction.atomic():
                Event.objects.select_for_update().get(pk=first.pk)
                held.set()
                release.wait(10)
        finally:
            connection.close()

    other = threading.Thread(target=hold)
    other.start()
    held.wait(10)
    deliver_due()
    seen_meanwhile = list(lamps.seen)
    release.set()
    other.join()
    deliver_due()
    assert (seen_meanwhile, lamps.seen) == ([], [(1, "red"), (1, "green")])


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_racing_writers_and_relays_keep_the_order_of_each_key(handlers, monkeypatch):
    """Writers emit under the lock of their key's row; handlers fail one time in five, before or after their effect."""
    monkeypatch.setattr(relays, "next_try_after", lambda tries: timezone.now())
    monkeypatch.setattr(relays, "MAX_TRIES", 100)
    keys, writers, each = range(5), 3, 8
    rows = [Event.objects.create(name="test.lock", payload={"count": 0}, sent_at=timezone.now()) for _ in keys]
    chance = random.Random(1)

    @on(LampLit)
    def look(event):
        stumbles = chance.random()
        if stumbles < 0.1:
            raise RuntimeError("before")
        emit(LampSeen(lamp_id=event.lamp_id, colour=event.colour))
        if stumbles > 0.9:
            raise RuntimeError("after")

    def write():
        order = [key for key in keys for _ in range(each)]
        random.shuffle(order)
        for key in order:
            with transaction.atomic():
                row = Event.objects.select_for_update().get(pk=rows[key].pk)
                row.payload["count"] += 1
                row.save(update_fields=["payload"])
                emit(LampLit(lamp_id=key, colour=str(row.payload["count"])))

    done = threading.Event()

    def relay():
        while not done.is_set():
            deliver_due(limit=5)

    def closing(work):
        def run():
            try:
                work()
            finally:
                connection.close()

        return threading.Thread(target=run)

    writing, relaying = [closing(write) for _ in range(writers)], [closing(relay) for _ in range(3)]
    for thread in (*writing, *relaying):
        thread.start()
    for thread in writing:
        thread.join()
    until = timezone.now() + timedelta(seconds=60)
    seen = Event.objects.filter(name=LampSeen.name)
    while seen.count() < len(keys) * writers * each and timezone.now() < until:
        done.wait(0.1)
    done.set()
    for thread in relaying:
        thread.join()
    for key in keys:
        colours = [event.payload["colour"] for event in seen.filter(key=str(key)).order_by("id")]
        assert colours == [str(number + 1) for number in range(writers * each)]
