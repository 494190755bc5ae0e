"""Sign-ins of apps: a refresh token works once, and its reuse ends the sign-in it belongs to."""

import uuid

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.adapters import denylist, jwt
from accounts.events import SignedOut
from accounts.models import RefreshFamily, User
from mathvidya.lib.errors import DomainError
from mathvidya.outbox.registry import emit


class BadRefreshToken(DomainError):
    code = "refresh_token_invalid"
    status = 401
    detail = _("Please sign in again.")


@transaction.atomic
def open_family(*, user: User, device: str = "") -> jwt.Pair:
    """Sign an app in: a new family with its first pair of tokens."""
    family = uuid.uuid4()
    pair = jwt.mint_pair(_claims_for(user, family))
    RefreshFamily.objects.create(
        id=family, user=user, current=pair.refresh_id, device=device[:200], expires_at=pair.refresh_expires_at
    )
    return pair


def rotate(*, refresh: str) -> tuple[jwt.Pair, User]:
    """Swap a refresh token for a new pair. Of any number of parallel uses exactly one gets it.

    Raises BadRefreshToken (401); where the token was used before, its whole family has ended. Not atomic as a whole:
    the end of a family must stay although this raises.
    """
    try:
        claims = jwt.read_refresh(refresh)
        family = uuid.UUID(claims.family)
    except (jwt.BadToken, ValueError) as error:
        raise BadRefreshToken from error
    user = User.objects.filter(pk=claims.user_id, is_active=True, session_epoch=claims.epoch).first()
    if user is None:
        raise BadRefreshToken
    pair = jwt.mint_pair(_claims_for(user, family))
    # Compare and set on the row's own columns only: atomic on both databases. An update that filters across a join is
    # not, because it becomes `WHERE id IN (SELECT …)` and several requests win.
    won = RefreshFamily.objects.filter(pk=family, user=user, current=claims.id, ended_at=None).update(
        current=pair.refresh_id, used_at=timezone.now(), expires_at=pair.refresh_expires_at
    )
    if not won:
        end_family(family=family, because="reuse")
        raise BadRefreshToken
    return pair, user


@transaction.atomic
def end_family(*, family: uuid.UUID, because: str) -> None:
    """Sign one app out: its refresh token, its access tokens and its sockets are refused from now on."""
    live = RefreshFamily.objects.filter(pk=family, ended_at=None)
    user_id = live.values_list("user_id", flat=True).first()
    if user_id is not None and live.update(ended_at=timezone.now(), ended_because=because):
        emit(SignedOut(user_id=user_id))
    transaction.on_commit(lambda: denylist.deny_family(str(family)))


def sign_out(*, refresh: str) -> None:
    """End the family of a refresh token. A token that is not valid any more is already signed out."""
    try:
        claims = jwt.read_refresh(refresh)
        end_family(family=uuid.UUID(claims.family), because="logout")
    except (jwt.BadToken, ValueError):
        return


def _claims_for(user: User, family: uuid.UUID) -> jwt.Claims:
    return jwt.Claims(
        user_id=user.pk, role=user.role, cleared=user.is_cleared, epoch=user.session_epoch, family=str(family)
    )


def forget_ended() -> int:
    """Delete sign-ins whose refresh token has expired. Returns how many rows."""
    count, _ = RefreshFamily.objects.filter(expires_at__lte=timezone.now()).delete()
    return count
