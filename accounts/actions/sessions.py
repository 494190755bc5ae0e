"""Ending every session and token of a person, and what has to end them."""

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from accounts.adapters import denylist
from accounts.events import SignedOut, SignedOutEverywhere
from accounts.models import RefreshFamily, User
from mathvidya.outbox.registry import emit

EPOCHS_LOST = 1000


@transaction.atomic
def sign_out_everywhere(*, user: User, because: str) -> None:
    """End all sessions and tokens of `user`, whose `session_epoch` is brought up to date.

    Browser sessions end because the epoch is part of their hash, tokens because they carry it, and the stateless hot
    path learns of it through the deny-list.
    """
    User.objects.filter(pk=user.pk).update(session_epoch=F("session_epoch") + 1)
    user.refresh_from_db(fields=["session_epoch"])
    RefreshFamily.objects.filter(user=user, ended_at=None).update(ended_at=timezone.now(), ended_because=because)
    epoch = user.session_epoch
    emit(SignedOutEverywhere(user_id=user.pk, epoch=epoch))
    transaction.on_commit(lambda: denylist.deny_before(user.pk, epoch))


@transaction.atomic
def note_sign_out(*, user: User) -> None:
    """Emit that a browser of `user` was signed out, so that its sockets are closed."""
    emit(SignedOut(user_id=user.pk))


@transaction.atomic
def set_password(*, user: User, password: str) -> None:
    """Store a new password; every other session and token ends."""
    user.set_password(password)
    user.save(update_fields=["password"])
    sign_out_everywhere(user=user, because="password")


@transaction.atomic
def set_active(*, user: User, active: bool) -> None:
    """Let a person in, or keep them out at once."""
    user.is_active = active
    user.save(update_fields=["is_active"])
    if not active:
        sign_out_everywhere(user=user, because="deactivated")


@transaction.atomic
def forget_password(*, user: User) -> None:
    """Make every password unusable for this account."""
    user.set_unusable_password()
    user.save(update_fields=["password"])
    sign_out_everywhere(user=user, because="password")


@transaction.atomic
def end_every_sign_in() -> int:
    """Sign everybody out after a restore. Returns how many sign-ins of apps ended.

    A backup does not know what was ended since. The epoch is raised by more than anybody's can have grown meanwhile, so
    no token of the lost time becomes valid again.
    """
    User.objects.update(session_epoch=F("session_epoch") + EPOCHS_LOST)
    return RefreshFamily.objects.filter(ended_at=None).update(ended_at=timezone.now(), ended_because="restored")
