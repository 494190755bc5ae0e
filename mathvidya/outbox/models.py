"""Events that were committed with the facts they report, and their deliveries."""

import uuid

from django.db import models
from django.utils import timezone

from mathvidya.outbox.events import LONGEST_NAME
from mathvidya.outbox.registry import LONGEST_PATH


class Event(models.Model):
    """One thing that happened. `sent_at` stays empty until every handler and publisher has its delivery row.

    Ids give the order: an event that was emitted under a lock has a greater id than those that were emitted under the
    same lock before. `uuid` identifies the event for other systems: ids are used again after a restored backup.
    """

    uuid = models.UUIDField(default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=LONGEST_NAME)
    topic = models.CharField(max_length=40, blank=True)
    version = models.PositiveSmallIntegerField(default=1)
    key = models.CharField(max_length=64, blank=True, help_text="Whose order matters: the student's id, mostly")
    payload = models.JSONField()
    request_id = models.CharField(max_length=64, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(fields=["id"], condition=models.Q(sent_at=None), name="event_unsent"),
            models.Index(fields=["-created_at"], name="event_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.pk}"


OPEN = models.Q(done_at=None, parked_at=None)
TIMED = OPEN & models.Q(next_try_at__isnull=False)


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    def open(self) -> "DeliveryQuerySet":
        """Return those neither done nor put aside."""
        return self.filter(OPEN)

    def open_of_publisher(self, handler: str) -> "DeliveryQuerySet":
        """Return the open deliveries of the publisher whose deliveries are called `handler`."""
        return self.open().filter(handler=handler, key="")

    def due(self) -> "DeliveryQuerySet":
        """Open ones of handlers whose time has come and whose key has no earlier open one for the same handler."""
        earlier = Delivery.objects.open().filter(
            handler=models.OuterRef("handler"), key=models.OuterRef("key"), event_id__lt=models.OuterRef("event_id")
        )
        return self.open().filter(models.Q(key="") | ~models.Exists(earlier), next_try_at__lte=timezone.now())


class Delivery(models.Model):
    """One event to one handler or publisher; the unique pair makes each effect happen once.

    Those of one handler with the same `key` are made in the order of their events; without one, in any order. Those of
    a publisher have no time of their own (`next_try_at`): all are made in order, when its `PublisherLease` is free.
    """

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="deliveries")
    handler = models.CharField(max_length=LONGEST_PATH)
    key = models.CharField(max_length=64, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True, blank=True, default=timezone.now)
    done_at = models.DateTimeField(null=True, blank=True)
    parked_at = models.DateTimeField(null=True, blank=True)
    last_error = models.TextField(blank=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "deliveries"
        constraints = [models.UniqueConstraint(fields=["event", "handler"], name="one_delivery_per_handler")]
        indexes = [
            # In the order in which they are taken, so that nothing is sorted. Its condition is not the next one's:
            # where few rows were open at the last ANALYZE, PostgreSQL would read this whole index for earlier ones.
            models.Index(fields=["next_try_at", "id"], condition=TIMED, name="delivery_due"),
            models.Index(fields=["handler", "key", "event"], condition=OPEN, name="delivery_in_order"),
            models.Index(fields=["parked_at"], condition=models.Q(parked_at__isnull=False), name="delivery_parked"),
        ]

    def __str__(self) -> str:
        return f"{self.handler} ← {self.event_id}"


class PublisherLease(models.Model):
    """Until when a publisher is at work in one relay, or waits after a failure: its events go out one after another."""

    name = models.CharField(max_length=100, primary_key=True)
    until = models.DateTimeField()

    def __str__(self) -> str:
        return self.name
