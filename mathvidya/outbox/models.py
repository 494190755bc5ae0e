"""Events that were committed with what they tell of, and their deliveries."""

import uuid

from django.db import models
from django.utils import timezone


class Event(models.Model):
    """One thing that happened. `sent_at` stays empty until every handler has its delivery row."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=80)
    payload = models.JSONField()
    key = models.CharField(max_length=64, blank=True, help_text="Partition key: the student's id")
    request_id = models.CharField(max_length=64, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["created_at"]
        indexes = [
            models.Index(fields=["created_at"], condition=models.Q(sent_at=None), name="event_unsent"),
            models.Index(fields=["-created_at"], name="event_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.id}"


class Delivery(models.Model):
    """One event to one handler; the unique pair makes each effect happen once."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="deliveries")
    handler = models.CharField(max_length=120)
    tries = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(default=timezone.now)
    done_at = models.DateTimeField(null=True, blank=True)
    parked_at = models.DateTimeField(null=True, blank=True)
    last_error = models.TextField(blank=True)

    class Meta:
        verbose_name_plural = "deliveries"
        constraints = [models.UniqueConstraint(fields=["event", "handler"], name="one_delivery_per_handler")]
        indexes = [
            models.Index(fields=["next_try_at"], condition=models.Q(done_at=None, parked_at=None), name="delivery_due"),
            models.Index(fields=["parked_at"], condition=models.Q(parked_at__isnull=False), name="delivery_parked"),
        ]

    def __str__(self) -> str:
        return f"{self.handler} ← {self.event_id}"
