"""Carries committed events to their handlers: each effect once, failures again later, hopeless ones put aside."""

import random
from dataclasses import fields
from datetime import timedelta
from typing import TypeVar

import structlog
from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils import timezone

from mathvidya.outbox.models import Delivery, Event
from mathvidya.outbox.registry import EventType, handlers_of

log = structlog.get_logger(__name__)

BACKOFF = [5, 30, 120, 600, 3600]  # seconds after the first, second, … failure; the last one repeats
MAX_TRIES = 8
LONGEST_ERROR = 2000

M = TypeVar("M", Event, Delivery)


class NoSuchHandler(LookupError):
    """The delivery names a handler that this code does not have (yet, or any more)."""


def deliver_due(limit: int = 100) -> int:
    """Deliver what is due now, at most `limit` deliveries, and return how many were tried.

    Any number of relays may run this at once. Database errors outside of a handler are raised.
    """
    expand_events(limit)
    tried = 0
    while tried < limit and deliver_next():
        tried += 1
    return tried


def expand_events(limit: int = 100) -> int:
    """Give every unsent event one delivery row per handler; return how many events were sent on."""
    unsent = Event.objects.filter(sent_at=None)
    # Asked first without a transaction: on SQLite a transaction takes the write lock, even for nothing.
    if not unsent.exists():
        return 0
    with transaction.atomic():
        events = list(_locked(unsent)[:limit])
        Delivery.objects.bulk_create(
            [Delivery(event=event, handler=handler) for event in events for handler in handlers_of(event.name)],
            ignore_conflicts=True,
        )
        Event.objects.filter(pk__in=[event.pk for event in events]).update(sent_at=timezone.now())
    return len(events)


def deliver_next() -> bool:
    """Deliver one due delivery, if there is one.

    Its row stays locked while the handler runs, and is marked done in the transaction of the handler's effect: a relay
    that dies in between leaves neither.
    """
    due = Delivery.objects.filter(done_at=None, parked_at=None, next_try_at__lte=timezone.now())
    if not due.exists():
        return False
    with transaction.atomic():
        delivery = _locked(due.select_related("event").order_by("next_try_at", "id")).first()
        if delivery is None:
            return False
        with structlog.contextvars.bound_contextvars(request_id=delivery.event.request_id):
            _deliver(delivery)
    return True


def retry_parked(deliveries: QuerySet[Delivery]) -> int:
    """Make parked deliveries due again, with all their tries; return how many."""
    return (
        deliveries.filter(done_at=None)
        .exclude(parked_at=None)
        .update(parked_at=None, tries=0, next_try_at=timezone.now())
    )


def _locked(rows: QuerySet[M]) -> QuerySet[M]:
    """Rows that no other relay holds. SQLite has no row locks, and needs none: it has one writer at a time."""
    if connection.features.has_select_for_update_skip_locked:
        return rows.select_for_update(skip_locked=True, of=("self",))
    return rows


def _deliver(delivery: Delivery) -> None:
    try:
        with transaction.atomic():
            _run(delivery)
    except Exception as error:  # noqa: BLE001  (whatever a handler raises is tried again)
        _note_failure(delivery, error)
    else:
        delivery.done_at = timezone.now()
        delivery.last_error = ""
    delivery.save(update_fields=["tries", "next_try_at", "done_at", "parked_at", "last_error"])


def _run(delivery: Delivery) -> None:
    event = delivery.event
    delivery.tries += 1
    try:
        event_type, handler = handlers_of(event.name)[delivery.handler]
    except KeyError:
        raise NoSuchHandler(delivery.handler) from None
    handler(_read(event_type, event))


def _read(event_type: type[EventType], event: Event) -> EventType:
    """The event as its class knows it; fields that only newer code knows are left out."""
    known = {field.name for field in fields(event_type)}
    return event_type(**{name: value for name, value in event.payload.items() if name in known})


def _note_failure(delivery: Delivery, error: Exception) -> None:
    tries = delivery.tries
    delivery.last_error = f"{type(error).__name__}: {error}"[:LONGEST_ERROR]
    facts = {"handler": delivery.handler, "event_id": str(delivery.event_id), "tries": tries}
    if tries >= MAX_TRIES:
        delivery.parked_at = timezone.now()
        log.error("outbox_delivery_parked", **facts, exc_info=error)
        return
    wait = BACKOFF[min(tries, len(BACKOFF)) - 1] * random.uniform(1, 1.2)  # nosec B311  # noqa: S311  (spread, not secrecy)
    delivery.next_try_at = timezone.now() + timedelta(seconds=wait)
    log.warning("outbox_delivery_failed", **facts, exc_info=error)
