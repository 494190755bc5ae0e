"""Marking notices as read."""

from collections.abc import Collection

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils import timezone

from mathvidya.notifications.models import Notification
from mathvidya.realtime.push import push_to_user


@transaction.atomic
def mark_read(*, user: AbstractBaseUser, ids: Collection[int] | None = None) -> int:
    """Mark these of the person's own notices as read (None: all) and return how many are left unread."""
    unread = Notification.objects.filter(user_id=user.pk, read_at=None)
    (unread if ids is None else unread.filter(pk__in=ids)).update(read_at=timezone.now())
    left = unread.count()
    push_to_user(user.pk, "unread", {"unread": left})
    return left
