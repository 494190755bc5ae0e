"""Notices, preferences, devices and deliveries."""

from datetime import timedelta
from typing import Self, TypeVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mathvidya.notifications.choices import LONGEST_CODE, DeliveryState, Platform

# Together with the minute between two looks they keep a notice from waiting two minutes for a dead worker.
TASK_COMES_WITHIN = timedelta(seconds=45)
CLAIM_LASTS = timedelta(seconds=45)  # a task that sends is ended after 30 s
LONGEST_PAUSE = timedelta(minutes=5)  # between two tries of one task are four at most

OutgoingT = TypeVar("OutgoingT", bound="Outgoing")


class Inbox(models.Model):
    """One per person: its row's lock puts their notices in order."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="inbox", primary_key=True
    )
    last_seq = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name_plural = "inboxes"

    def __str__(self) -> str:
        return f"inbox {self.pk}"


class Notification(models.Model):
    """One notice to one person. `seq` counts up per person in the order of commits, without gaps."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notifications")
    about = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("The person the text names, if not the reader; it goes when that person is erased"),
    )
    seq = models.PositiveIntegerField()
    kind = models.CharField(_("kind"), max_length=LONGEST_CODE)
    title = models.CharField(_("title"), max_length=200)
    body = models.TextField(_("text"), blank=True)
    url = models.CharField(_("address"), max_length=300, blank=True)
    facts = models.JSONField(default=dict)
    key = models.CharField(max_length=120, help_text=_("What it is about; one notice for each key"))
    created_at = models.DateTimeField(_("at"), default=timezone.now, editable=False)
    read_at = models.DateTimeField(_("read at"), null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["user", "key"], name="one_notice_a_key"),
            models.UniqueConstraint(fields=["user", "seq"], name="notices_in_order"),
        ]
        indexes = [models.Index(fields=["user"], condition=models.Q(read_at=None), name="notice_unread")]

    def __str__(self) -> str:
        return self.title


class Preference(models.Model):
    """A person's choice for one kind and channel; where there is none, the default of kind and channel holds."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notification_preferences"
    )
    kind = models.CharField(_("kind"), max_length=LONGEST_CODE)
    channel = models.CharField(_("channel"), max_length=LONGEST_CODE)
    is_enabled = models.BooleanField(_("enabled"))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "kind", "channel"], name="one_word_per_channel")]

    def __str__(self) -> str:
        return f"{self.kind} {self.channel}: {self.is_enabled}"


class Device(models.Model):
    """A phone or browser that can get push messages. A token belongs to the person who signed in on it last."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="devices")
    platform = models.CharField(_("platform"), max_length=10, choices=Platform)
    token = models.CharField(max_length=400, unique=True)
    seen_at = models.DateTimeField(_("seen at"), default=timezone.now)

    def __str__(self) -> str:
        return f"{self.platform} {self.pk}"


class OutgoingQuerySet(models.QuerySet["OutgoingT"]):
    def overdue(self) -> Self:
        """Return unsent ones that no task will take: it was lost before it began, died while sending, or gave up."""
        now = timezone.now()
        never_tried = models.Q(claimed_at=None, created_at__lt=now - TASK_COMES_WITHIN)
        died = models.Q(state=DeliveryState.SENDING, claimed_at__lt=now - CLAIM_LASTS)
        put_off = models.Q(state=DeliveryState.WAITING, claimed_at__lt=now - LONGEST_PAUSE)
        unsent = self.filter(state__in=[DeliveryState.WAITING, DeliveryState.SENDING])
        return unsent.filter(never_tried | died | put_off)


class Outgoing(models.Model):
    """The base of what is being sent. `claimed_at`, the time of the newest try, lets only one of two tasks send it."""

    state = models.CharField(_("state"), max_length=10, choices=DeliveryState, default=DeliveryState.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    claimed_at = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        abstract = True


class Delivery(Outgoing):
    """The sending of one notice by one channel."""

    notification = models.ForeignKey(Notification, on_delete=models.CASCADE, related_name="deliveries", db_index=False)
    channel = models.CharField(_("channel"), max_length=LONGEST_CODE)
    sent_at = models.DateTimeField(null=True, blank=True)

    objects = OutgoingQuerySet["Delivery"].as_manager()

    class Meta:
        verbose_name_plural = "deliveries"
        # It also finds the deliveries of a notice.
        constraints = [models.UniqueConstraint(fields=["notification", "channel"], name="one_delivery_per_channel")]
        indexes = [
            models.Index(
                fields=["channel", "created_at"],
                condition=models.Q(state__in=["waiting", "sending"]),
                name="delivery_unsent",
            )
        ]

    def __str__(self) -> str:
        return f"notice {self.notification_id} by {self.channel}: {self.state}"


class Letter(Outgoing):
    """A mail about signing in: to somebody who has no account, or with a key that opens one.

    It is encrypted, because it holds address and key, and the row is deleted when the letter has been sent.
    """

    sealed = models.TextField(help_text="The whole message, readable with SECRET_KEY only")

    objects = OutgoingQuerySet["Letter"].as_manager()

    def __str__(self) -> str:
        return f"letter {self.pk}: {self.state}"
