"""What people want to be sent."""

from collections.abc import Collection
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser

from mathvidya.notifications.choices import ALWAYS_MAILED, MAILED_BY_DEFAULT, Channel, Kind, kinds_for
from mathvidya.notifications.models import Preference


def who_wants_mail(user_ids: Collection[int], kind: Kind) -> set[int]:
    """Those of `user_ids` that get a mail of this kind."""
    if kind in ALWAYS_MAILED:
        return set(user_ids)
    said = dict(
        Preference.objects.filter(user__in=user_ids, kind=kind, channel=Channel.EMAIL).values_list(
            "user_id", "is_enabled"
        )
    )
    return {pk for pk in user_ids if said.get(pk, kind in MAILED_BY_DEFAULT)}


def kinds_of(user: AbstractBaseUser) -> list[Kind]:
    """What this person can get at all."""
    return kinds_for(getattr(user, "role", ""))


def preferences_of(user: AbstractBaseUser) -> dict[Kind, bool]:
    """Whether each kind that this person can get is mailed."""
    said = dict(Preference.objects.filter(user_id=user.pk, channel=Channel.EMAIL).values_list("kind", "is_enabled"))
    return {kind: kind in ALWAYS_MAILED or said.get(kind, kind in MAILED_BY_DEFAULT) for kind in kinds_of(user)}


def preference_rows(user: AbstractBaseUser) -> list[dict[str, Any]]:
    """Every kind one can get with its name and whether it is mailed; `is_fixed` ones cannot be switched off."""
    return [
        {"kind": str(kind), "email": wanted, "is_fixed": kind in ALWAYS_MAILED, "label": str(kind.label)}
        for kind, wanted in preferences_of(user).items()
    ]
