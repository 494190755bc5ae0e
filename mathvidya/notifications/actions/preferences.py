"""What people want to be sent, and where."""

from collections.abc import Mapping

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mathvidya.lib.errors import DomainError
from mathvidya.notifications.choices import ALWAYS_MAILED, Channel, Kind, Platform
from mathvidya.notifications.models import Device, Preference
from mathvidya.notifications.queries.preferences import kinds_of


class CannotBeSwitchedOff(DomainError):
    code = "notice_cannot_be_switched_off"
    status = 422
    detail = _("These notices are about your rights; they are always mailed.")


class NotForThisRole(DomainError):
    code = "notice_not_for_role"
    status = 422
    detail = _("You never get these notices.")


@transaction.atomic
def set_preferences(*, user: AbstractBaseUser, wishes: Mapping[tuple[Kind, Channel], bool]) -> None:
    """Remember the person's word on each (kind, channel) named; others stay.

    Raises CannotBeSwitchedOff, and NotForThisRole for a kind that this person cannot get.
    """
    foreign = sorted({kind for kind, _ in wishes} - set(kinds_of(user)))
    if foreign:
        raise NotForThisRole(fields={kind: [str(NotForThisRole.detail)] for kind in foreign})
    refused = sorted(kind for (kind, _), wanted in wishes.items() if kind in ALWAYS_MAILED and not wanted)
    if refused:
        raise CannotBeSwitchedOff(fields={kind: [str(CannotBeSwitchedOff.detail)] for kind in refused})
    Preference.objects.bulk_create(
        [
            Preference(user_id=user.pk, kind=kind, channel=channel, is_enabled=wanted)
            for (kind, channel), wanted in wishes.items()
        ],
        update_conflicts=True,
        unique_fields=["user", "kind", "channel"],
        update_fields=["is_enabled"],
    )


@transaction.atomic
def register_device(*, user: AbstractBaseUser, platform: Platform, token: str) -> Device:
    """Remember where this person can be pushed to; a token that was another's is now theirs."""
    device, _ = Device.objects.update_or_create(
        token=token, defaults={"user_id": user.pk, "platform": platform, "seen_at": timezone.now()}
    )
    return device
