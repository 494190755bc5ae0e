"""Delivered events are kept for a month, then deleted."""

from datetime import timedelta

from django.db.models import Exists, OuterRef
from django.utils import timezone

from mathvidya.outbox.models import Delivery, Event

KEPT_FOR = timedelta(days=30)
AT_ONCE = 1000  # events of one transaction


def forget_sent_events() -> int:
    """Delete events sent over a month ago of which no delivery is open or parked; return how many."""
    open_deliveries = Delivery.objects.filter(event=OuterRef("pk"), done_at=None)
    then = timezone.now() - KEPT_FOR
    # An event is created before it is sent, and there is an index on its creation.
    old = Event.objects.filter(~Exists(open_deliveries), created_at__lt=then, sent_at__lt=then).order_by("created_at")
    gone = 0
    while some := list(old.values_list("pk", flat=True)[:AT_ONCE]):
        gone += Event.objects.filter(pk__in=some).delete()[1]["outbox.Event"]
    return gone
