"""Everybody sees their own notices, and nobody else's."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import QuerySet

from mathvidya.lib.errors import NotFound
from mathvidya.notifications.models import Notification


def notices_of(
    user: AbstractBaseUser | None, *, after: int | None = None, unread: bool = False
) -> QuerySet[Notification]:
    """Return the person's notices; with `after`, only those with a greater seq."""
    if user is None:
        return Notification.objects.none()
    notices = Notification.objects.filter(user_id=user.pk)
    if after is not None:
        notices = notices.filter(seq__gt=after)
    return notices.filter(read_at=None) if unread else notices


def get_notice(user: AbstractBaseUser, pk: int) -> Notification:
    """Raises NotFound for another person's notice as for none."""
    notice = notices_of(user).filter(pk=pk).first()
    if notice is None:
        raise NotFound
    return notice
