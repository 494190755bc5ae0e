"""Publishers, which send events to other systems: `register_publisher(KafkaPublisher())` in an app's ready()."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from django.core.exceptions import ImproperlyConfigured

from mathvidya.lib.registry import Registry
from mathvidya.outbox.events import Topic

LONGEST_NAME = 100  # of `PublisherLease.name`


@dataclass(frozen=True)
class Message:
    """An event as it is published. `id` stays the same when it is sent again; `key` is empty where no order matters."""

    id: UUID
    name: str
    topic: str
    version: int
    key: str
    payload: dict[str, Any]
    created_at: datetime


class Publisher(Protocol):
    """Sends the events of its topics to another system.

    `publish` gets them in the order in which they happened, and raises where not all were taken: then the same ones
    come again first, in the same order, after a wait, until they are taken. It ends within `publishing.LEASE` and is
    idempotent by `Message.id`. It must put aside by itself what can never be taken: an event that always
    fails holds back all later ones.
    """

    @property
    def name(self) -> str: ...
    @property
    def topics(self) -> Collection[Topic]: ...
    def publish(self, messages: Sequence[Message]) -> None: ...


_publishers: Registry[Publisher] = Registry("publisher")


def register_publisher(publisher: Publisher) -> None:
    """Publish every event of the publisher's topics from now on.

    Raises ImproperlyConfigured where its name is taken or too long, or where it names no topic or an unknown one.
    """
    known = set(Topic)
    if not publisher.topics or not set(publisher.topics) <= known:
        raise ImproperlyConfigured(f"publisher {publisher.name}: its topics are none of {', '.join(sorted(known))}")
    if not publisher.name or len(publisher.name) > LONGEST_NAME or publisher.name in _publishers:
        raise ImproperlyConfigured(f"publisher {publisher.name!r}: its name is taken, empty or too long")
    _publishers.register(publisher.name, publisher)


def publishers() -> list[Publisher]:
    """Return every publisher, in the order of registration."""
    return _publishers.values()


def publishers_of(topic: str) -> list[Publisher]:
    """Return the publishers that want the events of `topic`."""
    return [publisher for publisher in _publishers.values() if topic in publisher.topics]


def handler_name(publisher: Publisher) -> str:
    """Return what its deliveries are called, beside those of handlers."""
    return f"publisher:{publisher.name}"
