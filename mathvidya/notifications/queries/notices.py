"""A person's notices."""

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser

from mathvidya.notifications.choices import CHANNELS
from mathvidya.notifications.models import Delivery, Inbox, Letter, Notification


def as_message(notice: Notification) -> dict[str, Any]:
    """Return a notice as a socket sends it: the form that the API has."""
    return {
        "id": notice.pk,
        "seq": notice.seq,
        "kind": notice.kind,
        "title": notice.title,
        "body": notice.body,
        "url": notice.url,
        "facts": notice.facts,
        "created_at": notice.created_at.isoformat(),
        "read_at": notice.read_at.isoformat() if notice.read_at else None,
    }


def unread_count(user: AbstractBaseUser) -> int:
    return Notification.objects.filter(user_id=user.pk, read_at=None).count()


def last_seq(user: AbstractBaseUser) -> int:
    """Return the number of the person's newest notice; 0 before the first."""
    return Inbox.objects.filter(pk=user.pk).values_list("last_seq", flat=True).first() or 0


def waiting_delivery_ids(limit: int = 500) -> list[int]:
    """Return what should have left by now, up to `limit` of each channel: one that is away crowds out no other."""
    overdue = Delivery.objects.overdue().order_by("created_at").values_list("pk", flat=True)
    return [pk for code in CHANNELS for pk in overdue.filter(channel=code)[:limit]]


def waiting_letter_ids(limit: int = 500) -> list[int]:
    """Return the letters that should have left by now."""
    return list(Letter.objects.overdue().values_list("pk", flat=True)[:limit])
