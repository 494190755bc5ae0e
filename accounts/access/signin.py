"""Who is asking: from a Bearer token without touching the database, or from the session."""

from typing import NamedTuple

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from rest_framework.request import Request

from accounts.adapters import denylist, jwt
from accounts.models import RefreshFamily, User
from mathvidya.lib.errors import DomainError


class NotSignedIn(DomainError):
    code = "not_signed_in"
    status = 401
    detail = _("Please sign in.")


class Principal(NamedTuple):
    """The person behind a request, as far as a hot path needs to know."""

    user_id: int
    role: str
    is_cleared: bool


def bearer_of(request: HttpRequest | Request) -> str | None:
    """Return the token of the Authorization header; None where there is no Bearer header."""
    scheme, _, token = request.META.get("HTTP_AUTHORIZATION", "").partition(" ")
    return token.strip() if scheme == "Bearer" else None


def principal(request: HttpRequest) -> Principal:
    """Return who is asking. Raises NotSignedIn (401).

    A Bearer token is accepted for its 15 minutes unless the deny-list names it; a token that says "not cleared" is
    checked against the database, because consent may have come since.
    """
    token = bearer_of(request)
    if token is None:
        if not request.user.is_authenticated:
            raise NotSignedIn
        return _of_user(request.user)
    claims = _live_claims(token)
    if not claims.cleared:
        return _of_user(_user_of(claims))
    return Principal(user_id=claims.user_id, role=claims.role, is_cleared=True)


def person_of(request: HttpRequest | Request) -> User:
    """Return the person behind a request that a decorator or a permission let pass. Raises NotSignedIn (401)."""
    if not isinstance(request.user, User):
        raise NotSignedIn
    return request.user


def user_of_bearer(token: str) -> User:
    """Return the person of an access token, fresh from the database. Raises NotSignedIn."""
    return _user_of(_live_claims(token))


def user_of_token(token: str) -> User | None:
    """Return the person of an access token, for a socket; None for a bad token.

    The database says whether the sign-in is still valid: a process's copy of the deny-list may be a second older than
    the message that makes a socket ask.
    """
    try:
        claims = _live_claims(token)
        return None if _ended(claims) else _user_of(claims)
    except NotSignedIn:
        return None


def _live_claims(token: str) -> jwt.Claims:
    try:
        claims = jwt.read_access(token)
    except jwt.BadToken as error:
        raise NotSignedIn from error
    denied = denylist.is_denied(claims)
    if denied or (denied is None and _ended(claims)):
        raise NotSignedIn
    return claims


def _ended(claims: jwt.Claims) -> bool:
    """Ask the database what the deny-list could not say."""
    live = RefreshFamily.objects.filter(
        pk=claims.family, ended_at=None, user__is_active=True, user__session_epoch=claims.epoch
    )
    return not live.exists()


def _user_of(claims: jwt.Claims) -> User:
    user = User.objects.filter(pk=claims.user_id, is_active=True, session_epoch=claims.epoch).first()
    if user is None:
        raise NotSignedIn
    return user


def _of_user(user: User) -> Principal:
    return Principal(user_id=user.pk, role=user.role, is_cleared=user.is_cleared)
