"""Two events that only these tests have, and how they are emitted."""

from dataclasses import dataclass

from django.db import transaction

from mathvidya.outbox.events import DomainEvent, Topic
from mathvidya.outbox.registry import emit


@dataclass(frozen=True, kw_only=True)
class LampLit(DomainEvent):
    name = "test.lamp_lit"
    topic = Topic.SYSTEM_EVENTS
    key = "lamp_id"

    lamp_id: int
    colour: str = "white"


@dataclass(frozen=True, kw_only=True)
class LampSeen(DomainEvent):
    name = "test.lamp_seen"
    topic = Topic.CHAT_MESSAGES
    key = "lamp_id"

    lamp_id: int
    colour: str = "white"


def light(*ids, **facts):
    """Emit one `LampLit` for each lamp, in one transaction."""
    with transaction.atomic():
        for lamp in ids:
            emit(LampLit(lamp_id=lamp, **facts))
