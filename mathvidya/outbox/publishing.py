"""Gives events to publishers: one batch at a time to each, in the order of the events, again until it is taken."""

from datetime import datetime, timedelta

import structlog
from django.db import transaction
from django.utils import timezone

from mathvidya.outbox.backoff import LONGEST_ERROR, MAX_TRIES, next_try_after
from mathvidya.outbox.models import Delivery, PublisherLease
from mathvidya.outbox.publishers import Message, Publisher, handler_name, publishers

log = structlog.get_logger(__name__)

LEASE = timedelta(seconds=60)  # seconds; a relay that died while publishing delays its publisher for as long
BATCH = 100


def publish_waiting() -> int:
    """Publish the next batch of each publisher that is free; return how many events were taken or refused.

    No transaction is open meanwhile. A relay that dies before it has noted what was taken publishes it again.
    """
    return sum(_publish_batch(publisher) for publisher in publishers())


def _publish_batch(publisher: Publisher) -> int:
    waiting = Delivery.objects.open_of_publisher(handler_name(publisher))
    if not waiting.exists():
        return 0
    lease = _take_lease(publisher)
    if lease is None:
        return 0
    batch = list(waiting.select_related("event").order_by("event_id")[:BATCH])
    try:
        publisher.publish([_message(delivery) for delivery in batch])
    except Exception as error:  # noqa: BLE001  (whatever a publisher raises is tried again)
        _note_failure(publisher, batch[0], lease, error)
    else:
        _note_taken(publisher, batch, lease)
    return len(batch)


def _take_lease(publisher: Publisher) -> datetime | None:
    """Return until when this relay may publish; None where another one does, or too soon after a failure."""
    now = timezone.now()
    PublisherLease.objects.get_or_create(name=publisher.name, defaults={"until": now})
    until = now + LEASE
    free = PublisherLease.objects.filter(name=publisher.name, until__lte=now)
    return until if free.update(until=until) else None


def _end_lease(publisher: Publisher, lease: datetime, then: datetime) -> bool:
    """Let the publisher be used from `then` on; False where the lease ran out and another relay has one."""
    return bool(PublisherLease.objects.filter(name=publisher.name, until=lease).update(until=then))


def _note_taken(publisher: Publisher, batch: list[Delivery], lease: datetime) -> None:
    now = timezone.now()
    with transaction.atomic():
        Delivery.objects.filter(pk__in=[delivery.pk for delivery in batch]).update(done_at=now, last_error="")
        _end_lease(publisher, lease, now)


def _note_failure(publisher: Publisher, first: Delivery, lease: datetime, error: Exception) -> None:
    """Write the failure to the batch's first delivery, where operators look."""
    first.tries += 1
    first.last_error = f"{type(error).__name__}: {error}"[:LONGEST_ERROR]
    with transaction.atomic():
        if _end_lease(publisher, lease, next_try_after(first.tries)):
            first.save(update_fields=["tries", "last_error"])
    facts = {"publisher": publisher.name, "event_id": str(first.event.uuid), "tries": first.tries}
    tell = log.error if first.tries >= MAX_TRIES else log.warning
    tell("outbox_publishing_failed", **facts, exc_info=error)


def _message(delivery: Delivery) -> Message:
    event = delivery.event
    return Message(
        id=event.uuid,
        name=event.name,
        topic=event.topic,
        version=event.version,
        key=event.key,
        payload=event.payload,
        created_at=event.created_at,
    )
