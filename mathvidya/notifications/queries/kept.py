"""All that is stored here about one person, for their download."""

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser

from mathvidya.notifications.models import Device, Notification, Preference


def kept_notices(person: AbstractBaseUser) -> dict[str, list[Any]]:
    """Return {"notices": […], "preferences": […], "devices": […]}, oldest first, plain values."""
    notices = Notification.objects.filter(user_id=person.pk).order_by("seq")
    preferences = Preference.objects.filter(user_id=person.pk).order_by("id")
    devices = Device.objects.filter(user_id=person.pk).order_by("id")
    return {
        "notices": list(notices.values("kind", "title", "body", "url", "facts", "created_at", "read_at")),
        "preferences": list(preferences.values("kind", "channel", "is_enabled")),
        "devices": list(devices.values("platform", "token", "seen_at")),
    }
