"""Deletes what is stored about a person who was erased."""

from django.db import transaction
from django.db.models import Q

from mathvidya.notifications.models import Device, Inbox, Notification, Preference


@transaction.atomic
def forget_person(*, user_id: int) -> None:
    """Delete the person's notices with their mails, preferences and devices, and others' notices about the person.

    Harmless to repeat.
    """
    Notification.objects.filter(Q(user=user_id) | Q(about=user_id)).delete()
    for model in (Inbox, Preference, Device):
        model._default_manager.filter(user=user_id).delete()
