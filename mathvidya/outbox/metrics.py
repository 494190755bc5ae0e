"""How far behind the outbox is, read from the database when /metrics is asked for; alarms in docs/operations.md."""

from django.db.models import Min, QuerySet
from django.utils import timezone

from mathvidya.outbox.models import Delivery, Event


def count_waiting() -> int:
    """Unsent events, and deliveries that are neither done nor put aside."""
    return Event.objects.filter(sent_at=None).count() + _undelivered().count()


def oldest_seconds() -> float:
    """How long ago what waits longest happened; 0 where nothing waits."""
    times = [
        Event.objects.filter(sent_at=None).aggregate(at=Min("created_at"))["at"],
        _undelivered().aggregate(at=Min("event__created_at"))["at"],
    ]
    return max(((timezone.now() - at).total_seconds() for at in times if at), default=0.0)


def count_parked() -> int:
    """Deliveries that somebody has to look at."""
    return Delivery.objects.filter(done_at=None).exclude(parked_at=None).count()


def _undelivered() -> QuerySet[Delivery]:
    return Delivery.objects.filter(done_at=None, parked_at=None)
