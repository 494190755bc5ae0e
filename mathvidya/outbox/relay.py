"""Delivers committed events to their handlers: each effect once, failures again later, repeated failures parked."""

from dataclasses import fields
from typing import TypeVar

import structlog
from django.db import connection, transaction
from django.db.models import QuerySet, Subquery
from django.utils import timezone

from mathvidya.outbox.backoff import LONGEST_ERROR, MAX_TRIES, next_try_after
from mathvidya.outbox.events import DomainEvent
from mathvidya.outbox.models import Delivery, Event
from mathvidya.outbox.publishers import handler_name, publishers_of
from mathvidya.outbox.publishing import publish_waiting
from mathvidya.outbox.registry import handlers_of

log = structlog.get_logger(__name__)

M = TypeVar("M", Event, Delivery)


class NoSuchHandler(LookupError):
    """The delivery names a handler that this code does not have (yet, or any more)."""


class NewerEvent(LookupError):
    """The event is of a version that this code does not know yet."""


def deliver_due(limit: int = 100) -> int:
    """Deliver what is due now, at most `limit` deliveries to handlers and a batch to each publisher; return how many.

    Any number of relays may run this at once. Database errors outside of a handler are raised.
    """
    expand_events(limit)
    tried = 0
    while tried < limit and deliver_next():
        tried += 1
    return tried + publish_waiting()


def expand_events(limit: int = 100) -> int:
    """Give every unsent event one delivery row per handler and publisher; return how many events were sent on."""
    unsent = Event.objects.filter(sent_at=None).order_by("id")
    # Checked first without a transaction: on SQLite a transaction takes the write lock, even without a write.
    if not unsent.exists():
        return 0
    with transaction.atomic():
        events = list(_locked(unsent).annotate(first_id=Subquery(unsent.values("id")[:1]))[:limit])
        # Where another relay holds the first ones, these would be delivered before them.
        if not events or events[0].pk != events[0].first_id:
            return 0
        rows = [row for event in events for row in _deliveries_of(event)]
        Delivery.objects.bulk_create(rows, ignore_conflicts=True)
        Event.objects.filter(pk__in=[event.pk for event in events]).update(sent_at=timezone.now())
    return len(events)


def deliver_next() -> bool:
    """Deliver one due delivery to its handler, if there is one.

    Its row stays locked while the handler runs, and is marked done in the transaction of the handler's effect: a relay
    that dies in between leaves neither.
    """
    due = Delivery.objects.due()
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


def _deliveries_of(event: Event) -> list[Delivery]:
    to_handlers = [
        Delivery(event=event, handler=path, key=event.key if reaction.in_order else "")
        for path, reaction in handlers_of(event.name).items()
    ]
    to_publishers = [
        Delivery(event=event, handler=handler_name(publisher), next_try_at=None)
        for publisher in publishers_of(event.topic)
    ]
    return to_handlers + to_publishers


def _locked(rows: QuerySet[M]) -> QuerySet[M]:
    """Lock rows that no other relay holds. SQLite has no row locks, and needs none: it has one writer at a time."""
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
        reaction = handlers_of(event.name)[delivery.handler]
    except KeyError:
        raise NoSuchHandler(delivery.handler) from None
    reaction.handler(_read(reaction.event_type, event))


def _read(event_type: type[DomainEvent], event: Event) -> DomainEvent:
    """Return the event as its class defines it; fields of newer code are left out."""
    if event.version > event_type.version:
        raise NewerEvent(f"{event.name} of version {event.version}")
    payload = event.payload
    if event.version < event_type.version:
        payload = event_type.upgrade(payload, event.version)
    known = {field.name for field in fields(event_type)}  # type: ignore[arg-type]  # every event is a dataclass
    return event_type(**{name: value for name, value in payload.items() if name in known})


def _note_failure(delivery: Delivery, error: Exception) -> None:
    tries = delivery.tries
    delivery.last_error = f"{type(error).__name__}: {error}"[:LONGEST_ERROR]
    facts = {"handler": delivery.handler, "event_id": str(delivery.event.uuid), "tries": tries}
    if tries >= MAX_TRIES:
        delivery.parked_at = timezone.now()
        log.error("outbox_delivery_parked", **facts, exc_info=error)
        return
    delivery.next_try_at = next_try_after(tries)
    _hold_back_later(delivery)
    log.warning("outbox_delivery_failed", **facts, exc_info=error)


def _hold_back_later(failed: Delivery) -> None:
    """Postpone those that wait for `failed` until it is tried again: before that they could not be delivered."""
    if failed.key:
        later = Delivery.objects.open().filter(handler=failed.handler, key=failed.key, event_id__gt=failed.event_id)
        later.update(next_try_at=failed.next_try_at)
