"""What an event class must say of itself, and how its versions are read."""

from dataclasses import dataclass

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import transaction

from mathvidya.outbox import events
from mathvidya.outbox.events import DomainEvent, Topic, event_names
from mathvidya.outbox.models import Delivery, Event
from mathvidya.outbox.registry import emit, on
from mathvidya.outbox.relay import deliver_due
from mathvidya.outbox.tests.lamps import LampLit

SOUND = {"name": "test.door_opened", "topic": Topic.SYSTEM_EVENTS, "key": "door_id", "version": 1}


@pytest.fixture
def define(monkeypatch):
    """Define an event class with one field, `door_id`; forgotten afterwards."""
    monkeypatch.setattr(events, "_types", dict(events._types))
    return lambda **says: type("DoorOpened", (DomainEvent,), {"__annotations__": {"door_id": int}, **says})


def test_a_sound_class_is_known_by_its_name(define):
    define(**SOUND)
    assert "test.door_opened" in event_names()


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"topic": "door-events"}, "no Topic"),
        ({"key": "house_id"}, "no field 'house_id'"),
        ({"name": "DoorOpened"}, "no dotted lower-case name"),
        ({"name": f"test.{'a' * 80}"}, "at most 80 letters"),
        ({"name": LampLit.name}, "has an event called test.lamp_lit"),
        ({"version": 0}, "no version"),
        ({"version": "2"}, "no version"),
    ],
)
def test_a_class_that_says_nonsense_is_refused_where_it_is_defined(define, change, fault):
    with pytest.raises(ImproperlyConfigured, match=fault):
        define(**SOUND | change)
    assert "test.door_opened" not in event_names()


@pytest.mark.parametrize("left_out", ["name", "topic", "key"])
def test_a_class_that_leaves_something_out_is_refused(define, left_out):
    with pytest.raises(ImproperlyConfigured, match=left_out):
        define(**{word: value for word, value in SOUND.items() if word != left_out})


def test_the_row_carries_key_topic_and_version(db):
    with transaction.atomic():
        emit(LampLit(lamp_id=7))
    event = Event.objects.get()
    assert (event.key, event.topic, event.version) == ("7", "system-events", 1)
    assert event.payload == {"lamp_id": 7, "colour": "white"}


def test_without_a_key_no_order_matters(db, define):
    keyless = dataclass(frozen=True)(define(**SOUND | {"key": None}))
    with transaction.atomic():
        emit(keyless(door_id=1))
    assert Event.objects.get().key == ""


def test_an_older_version_is_read_as_its_class_says(db, handlers, monkeypatch):
    seen = []
    monkeypatch.setattr(LampLit, "version", 2)
    monkeypatch.setattr(LampLit, "upgrade", lambda payload, version: {"lamp_id": payload["lamp"], "colour": "old"})

    @on(LampLit)
    def note(event):
        seen.append((event.lamp_id, event.colour))

    Event.objects.create(name=LampLit.name, version=1, payload={"lamp": 1})
    Event.objects.create(name=LampLit.name, version=2, payload={"lamp_id": 2})
    deliver_due()
    assert sorted(seen) == [(1, "old"), (2, "white")]


def test_a_handler_whose_path_cannot_be_stored_is_refused(handlers):
    def note(event):
        """Never called."""

    note.__qualname__ = "n" * 200
    with pytest.raises(ImproperlyConfigured):
        on(LampLit)(note)


def test_a_newer_version_waits_for_newer_code(db, handlers):
    seen = []

    @on(LampLit)
    def note(event):
        seen.append(event.lamp_id)

    Event.objects.create(name=LampLit.name, version=2, payload={"lamp_id": 1})
    deliver_due()
    delivery = Delivery.objects.get()
    assert (seen, delivery.done_at) == ([], None)
    assert delivery.last_error.startswith("NewerEvent")
