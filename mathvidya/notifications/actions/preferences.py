"""Which notices people want, and by which channels."""

from collections.abc import Mapping

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mathvidya.lib.errors import DomainError
from mathvidya.notifications.choices import Channel, NoticeKind, Platform
from mathvidya.notifications.models import Device, Preference
from mathvidya.notifications.queries.preferences import kinds_of


class CannotBeSwitchedOff(DomainError):
    code = "notice_cannot_be_switched_off"
    status = 422
    detail = _("These notices are about your rights; they are always sent.")


class NotForThisRole(DomainError):
    code = "notice_not_for_role"
    status = 422
    detail = _("You never get these notices.")


@transaction.atomic
def set_preferences(*, user: AbstractBaseUser, wishes: Mapping[tuple[NoticeKind, Channel], bool]) -> None:
    """Store the person's choice for each (kind, channel) named; others stay as they are.

    Raises CannotBeSwitchedOff, and NotForThisRole for a kind that this person cannot get.
    """
    foreign = sorted({kind.code for kind, _ in wishes} - {kind.code for kind in kinds_of(user)})
    if foreign:
        raise NotForThisRole(fields={code: [str(NotForThisRole.detail)] for code in foreign})
    refused = sorted({kind.code for (kind, to), wanted in wishes.items() if not wanted and to.always_sends(kind)})
    if refused:
        raise CannotBeSwitchedOff(fields={code: [str(CannotBeSwitchedOff.detail)] for code in refused})
    Preference.objects.bulk_create(
        [
            Preference(user_id=user.pk, kind=kind.code, channel=channel.code, is_enabled=wanted)
            for (kind, channel), wanted in wishes.items()
        ],
        update_conflicts=True,
        unique_fields=["user", "kind", "channel"],
        update_fields=["is_enabled"],
    )


@transaction.atomic
def register_device(*, user: AbstractBaseUser, platform: Platform, token: str) -> Device:
    """Store a device for push messages and return it. A token that was another person's is now this one's."""
    device, _ = Device.objects.update_or_create(
        token=token, defaults={"user_id": user.pk, "platform": platform, "seen_at": timezone.now()}
    )
    return device
