"""The events of notifications."""

from dataclasses import dataclass

from mathvidya.outbox.events import DomainEvent, Topic


@dataclass(frozen=True, kw_only=True)
class DeliveriesWanted(DomainEvent):
    """Deliveries were written: readers want new notices by a channel."""

    name = "notifications.deliveries_wanted"
    topic = Topic.SYSTEM_EVENTS
    key = None

    delivery_ids: list[int]


@dataclass(frozen=True, kw_only=True)
class LetterPosted(DomainEvent):
    """A letter about signing in waits to be sent."""

    name = "notifications.letter_posted"
    topic = Topic.SYSTEM_EVENTS
    key = "letter_id"

    letter_id: int
