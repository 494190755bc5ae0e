"""Publishers, proved by one that posts to an HTTP server: in order, again after failures, each event by one id."""

import json
import threading
import urllib.request
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
import time_machine
from django.core.exceptions import ImproperlyConfigured
from django.db import connection, transaction
from django.utils import timezone

from mathvidya.outbox.events import Topic
from mathvidya.outbox.metrics import count_unpublished
from mathvidya.outbox.models import Delivery, Event, PublisherLease
from mathvidya.outbox.publishing import BATCH, LEASE
from mathvidya.outbox.registry import emit
from mathvidya.outbox.relay import deliver_due
from mathvidya.outbox.tasks import prune_outbox
from mathvidya.outbox.tests.lamps import LampLit, LampSeen, light

IN_A_WHILE = timedelta(hours=2)


class Broker(ThreadingHTTPServer):
    """Keeps what is posted to it, each id once; answers 503 while `is_away`."""

    def __init__(self):
        self.posts, self.kept, self.is_away = [], {}, False
        super().__init__(("127.0.0.1", 0), Door)

    @property
    def lamps(self):
        return [message["payload"]["lamp_id"] for message in self.kept.values()]


class Door(BaseHTTPRequestHandler):
    def do_POST(self):
        messages = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.posts.append([message["payload"]["lamp_id"] for message in messages])
        if not self.server.is_away:
            for message in messages:
                self.server.kept.setdefault(message["id"], message)
        self.send_response(503 if self.server.is_away else 204)
        self.end_headers()

    def log_message(self, *_):
        """Nothing."""


class Postman:
    """A publisher over HTTP."""

    def __init__(self, broker, *, name="broker", topics=(Topic.SYSTEM_EVENTS,)):
        self.name, self.topics, self.broker = name, topics, broker
        self.saw_a_transaction = False

    def publish(self, messages):
        self.saw_a_transaction |= connection.in_atomic_block
        body = json.dumps([{**vars(one), "id": str(one.id), "created_at": str(one.created_at)} for one in messages])
        url = f"http://127.0.0.1:{self.broker.server_address[1]}/"
        request = urllib.request.Request(url, data=body.encode(), method="POST")
        urllib.request.urlopen(request, timeout=5).close()  # noqa: S310  (our own server)


@pytest.fixture
def broker():
    with Broker() as broker:
        thread = threading.Thread(target=broker.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield broker
        broker.shutdown()
        thread.join()


@pytest.fixture
def postman(register, broker):
    postman = Postman(broker)
    register(postman)
    return postman


@pytest.fixture
def clock():
    with time_machine.travel(timezone.now(), tick=False) as clock:
        yield clock


def test_events_of_its_topics_are_published_once_and_in_order(db, broker, postman):
    light(3, 1)
    with transaction.atomic():
        emit(LampSeen(lamp_id=9), LampLit(lamp_id=2, colour="red"))
    assert deliver_due() == 3
    assert deliver_due() == 0
    assert broker.posts == [[3, 1, 2]]
    last = list(broker.kept.values())[-1]
    stored = Event.objects.get(key="2")
    assert last == {
        "id": str(stored.uuid),
        "name": "test.lamp_lit",
        "topic": "system-events",
        "version": 1,
        "key": "2",
        "payload": {"lamp_id": 2, "colour": "red"},
        "created_at": str(stored.created_at),
    }


def test_what_was_refused_comes_again_first_and_in_order(db, broker, postman, clock):
    broker.is_away = True
    light(1, 2)
    deliver_due()
    light(3)
    deliver_due()  # too early: it waits after a failure
    assert broker.posts == [[1, 2]]
    first = Delivery.objects.order_by("event_id").first()
    assert (first.tries, first.done_at) == (1, None)
    assert "503" in first.last_error
    broker.is_away = False
    clock.shift(IN_A_WHILE)
    deliver_due()
    assert broker.posts == [[1, 2], [1, 2, 3]]
    assert broker.lamps == [1, 2, 3]
    assert not Delivery.objects.open().exists()


def test_it_is_never_given_up(db, broker, postman, clock):
    """Order must hold, so what fails for a day is neither parked nor passed over."""
    broker.is_away = True
    light(1, 2)
    for _ in range(20):
        deliver_due()
        clock.shift(IN_A_WHILE)
    assert count_unpublished() == {"broker": 2}
    broker.is_away = False
    deliver_due()
    assert broker.lamps == [1, 2]
    assert count_unpublished() == {"broker": 0}


def test_handlers_are_served_while_a_publisher_fails(db, broker, postman, handlers):
    from mathvidya.outbox.registry import on

    seen = []

    @on(LampLit)
    def note(event):
        seen.append(event.lamp_id)

    broker.is_away = True
    light(1)
    deliver_due()
    light(1)
    deliver_due()
    assert seen == [1, 1]


def test_a_relay_that_died_after_publishing_repeats_itself_under_the_same_ids(db, broker, postman, clock):
    light(1, 2)
    deliver_due()
    Delivery.objects.update(done_at=None)  # what was published was not noted
    PublisherLease.objects.update(until=timezone.now() + LEASE)  # … and the dead relay still has the lease
    deliver_due()
    assert broker.posts == [[1, 2]]
    clock.shift(LEASE)
    deliver_due()
    assert broker.posts == [[1, 2], [1, 2]]
    assert broker.lamps == [1, 2]


def test_many_go_in_batches(db, broker, postman):
    light(*range(BATCH + 20))
    deliver_due(limit=200)
    deliver_due()
    assert [len(post) for post in broker.posts] == [BATCH, 20]
    assert broker.lamps == list(range(BATCH + 20))


def test_what_is_not_published_is_not_pruned(db, broker, postman, clock):
    broker.is_away = True
    light(1)
    deliver_due()
    clock.shift(timedelta(days=31))
    assert prune_outbox.delay().get() == 0


@pytest.mark.django_db(transaction=True)
def test_nothing_is_locked_while_it_talks(broker, postman):
    light(1)
    deliver_due()
    assert broker.lamps == [1]
    assert not postman.saw_a_transaction


@pytest.mark.parametrize(
    ("name", "topics"),
    [("broker", [Topic.SYSTEM_EVENTS]), ("", [Topic.SYSTEM_EVENTS]), ("other", []), ("other", ["door-events"])],
)
def test_a_publisher_that_says_nonsense_is_refused(register, postman, name, topics):
    with pytest.raises(ImproperlyConfigured):
        register(Postman(None, name=name, topics=topics))


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_racing_relays_publish_in_order(broker, postman):
    def relay():
        try:
            while Event.objects.filter(sent_at=None).exists() or Delivery.objects.open().exists():
                deliver_due(limit=7)
        finally:
            connection.close()

    for lamp in range(60):
        light(lamp)
    threads = [threading.Thread(target=relay) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [lamp for post in broker.posts for lamp in post] == list(range(60))
