"""How far behind the outbox is, read from the database when /metrics is requested; alarms in docs/operations.md."""

from collections.abc import Mapping

from django.db.models import Min
from django.utils import timezone

from mathvidya.outbox.models import Delivery, Event
from mathvidya.outbox.publishers import handler_name, publishers


def count_waiting() -> int:
    """Return the number of unsent events and of deliveries that are neither done nor put aside."""
    return Event.objects.filter(sent_at=None).count() + Delivery.objects.open().count()


def oldest_seconds() -> float:
    """Return the seconds since the oldest waiting event happened; 0 where nothing waits."""
    times = [
        Event.objects.filter(sent_at=None).aggregate(at=Min("created_at"))["at"],
        Delivery.objects.open().aggregate(at=Min("event__created_at"))["at"],
    ]
    return max(((timezone.now() - at).total_seconds() for at in times if at), default=0.0)


def count_parked() -> int:
    """Return the number of deliveries that somebody has to look at."""
    return Delivery.objects.filter(done_at=None).exclude(parked_at=None).count()


def count_unpublished() -> Mapping[str, float]:
    """Return {publisher: events that wait for it}."""
    return {one.name: Delivery.objects.open_of_publisher(handler_name(one)).count() for one in publishers()}
