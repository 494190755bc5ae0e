"""Reading people's preferences."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser

from mathvidya.notifications.choices import CHANNELS, Channel, NoticeKind, kinds_for
from mathvidya.notifications.models import Preference


@dataclass(frozen=True)
class Wish:
    """Whether one kind goes out to a person by one channel; where `is_fixed`, nobody can switch it off."""

    kind: NoticeKind
    channel: Channel
    is_wanted: bool
    is_fixed: bool


def who_wants(kind: NoticeKind, user_ids: Collection[int]) -> dict[Channel, set[int]]:
    """Return for each channel which of `user_ids` want this kind there. One query, whatever the numbers."""
    words = Preference.objects.filter(user__in=user_ids, kind=kind.code).values_list("user_id", "channel", "is_enabled")
    chosen = {(user_id, channel): wanted for user_id, channel, wanted in words}
    return {
        channel: {pk for pk in user_ids if _is_wanted(kind, channel, chosen.get((pk, channel.code)))}
        for channel in CHANNELS.values()
    }


def kinds_of(user: AbstractBaseUser) -> list[NoticeKind]:
    """Return what this person can get at all."""
    return kinds_for(getattr(user, "role", ""))


def wishes_of(user: AbstractBaseUser) -> list[Wish]:
    """Return a wish for every kind that this person can get and every channel, channel by channel."""
    words = Preference.objects.filter(user_id=user.pk).values_list("kind", "channel", "is_enabled")
    chosen = {(kind, channel): wanted for kind, channel, wanted in words}
    return [
        Wish(
            kind=kind,
            channel=channel,
            is_wanted=_is_wanted(kind, channel, chosen.get((kind.code, channel.code))),
            is_fixed=channel.always_sends(kind),
        )
        for channel in CHANNELS.values()
        for kind in kinds_of(user)
    ]


def preference_rows(user: AbstractBaseUser) -> list[dict[str, Any]]:
    """Return the API's row for each kind one can get: its name, and for each channel whether it is sent there."""
    rows: dict[NoticeKind, dict[str, Any]] = {}
    for wish in wishes_of(user):
        kind = wish.kind
        words = {"kind": kind.code, "label": str(kind.label), "is_fixed": not kind.can_be_switched_off}
        rows.setdefault(kind, words)[wish.channel.code] = wish.is_wanted
    return list(rows.values())


def _is_wanted(kind: NoticeKind, channel: Channel, chosen: bool | None) -> bool:
    if channel.always_sends(kind):
        return True
    return channel.sends_by_default(kind) if chosen is None else chosen
