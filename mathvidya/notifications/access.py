"""People see their own notices and no others."""

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
    """Return the person's own notice. Raises NotFound for any other, as if it did not exist."""
    notice = notices_of(user).filter(pk=pk).first()
    if notice is None:
        raise NotFound
    return notice
