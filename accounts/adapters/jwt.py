"""Tokens. Nothing else in the project imports simplejwt.

An access token lives 15 minutes and says enough for a hot path to need no database; a refresh token works once
(`accounts.actions.tokens`). Both name the family, that is the sign-in, that they belong to.
"""

import hmac
import json
import time
from base64 import urlsafe_b64decode
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from rest_framework_simplejwt.exceptions import TokenError
from rest_framework_simplejwt.settings import api_settings
from rest_framework_simplejwt.tokens import AccessToken, Token

from mathvidya.lib.process_caches import pure

# Seconds: a node that is minutes behind must not sign out everybody who has just signed in at another one.
CLOCKS_DIFFER = 600
TOKENS_KEPT = 10_000  # of about 1 kB


class BadToken(ValueError):
    """Not one of ours, of the wrong kind, altered or expired."""


@dataclass(frozen=True)
class Claims:
    """What a token says. `epoch` is the person's session epoch when it was made; `id` the token's own."""

    user_id: int
    role: str
    cleared: bool
    epoch: int
    family: str
    id: str = ""


@dataclass(frozen=True)
class Pair:
    access: str
    refresh: str
    refresh_id: str
    refresh_expires_at: datetime
    access_seconds: int


class _RefreshToken(Token):
    """Without simplejwt's blacklist tables: they keep every token in the clear, and do not give one winner."""

    token_type = "refresh"  # noqa: S105  (the claim's value)
    lifetime = api_settings.REFRESH_TOKEN_LIFETIME


_HEADER = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9"  # {"alg":"HS256","typ":"JWT"}, as every token of ours begins


def mint_pair(claims: Claims) -> Pair:
    """Return a new access and refresh token that say `claims`."""
    access, refresh = AccessToken(), _RefreshToken()
    for token in (access, refresh):
        token["user_id"], token["role"], token["cleared"] = claims.user_id, claims.role, claims.cleared
        token["epoch"], token["family"] = claims.epoch, claims.family
    return Pair(
        access=str(access),
        refresh=str(refresh),
        refresh_id=str(refresh["jti"]),
        refresh_expires_at=datetime.fromtimestamp(refresh["exp"], UTC),
        access_seconds=int(api_settings.ACCESS_TOKEN_LIFETIME.total_seconds()),
    )


def read_access(raw: str) -> Claims:
    """Return the claims of an access token. Raises BadToken."""
    return _read(raw, AccessToken)


def read_refresh(raw: str) -> Claims:
    """Return the claims of a refresh token, without a look at whether it was already used. Raises BadToken."""
    return _read(raw, _RefreshToken)


@dataclass(frozen=True)
class _Signed:
    """A token of ours and of the right kind; its times, in seconds since 1970, are not checked yet."""

    claims: Claims
    issued_at: float
    valid_from: float
    expires_at: float


def _read(raw: str, kind: type[Token]) -> Claims:
    """What a token of ours says, once its signature, its kind and its times are right. Raises BadToken.

    Written out, because the libraries take 0.09 ms for it, a fifth of a save's Python. The header must be ours to the
    byte, so there is no algorithm to choose; every other token is left to the library.
    """
    try:
        token = _signed(raw, str(kind.token_type), api_settings.SIGNING_KEY)
    except (KeyError, TypeError, ValueError) as error:
        raise BadToken("The token is not valid.") from error
    if token is None:
        return _of_payload(_library_payload(raw, kind))
    leeway, now = api_settings.LEEWAY.total_seconds(), time.time()
    is_timely = token.expires_at > now - leeway and token.valid_from <= now + leeway
    if not (is_timely and token.issued_at <= now + CLOCKS_DIFFER):
        raise BadToken("The token is not valid.")
    return token.claims


@pure(maxsize=TOKENS_KEPT)
def _signed(raw: str, kind: str, key: str) -> _Signed | None:
    """A token that `key` has signed; None for one with another header. Raises BadToken or what a bad payload makes.

    A signature that was right once stays right, and the app sends the same token for a quarter of an hour.
    """
    signed, _dot, signature = raw.rpartition(".")
    head, _dot, body = signed.partition(".")
    if head != _HEADER:
        return None
    right = hmac.digest(key.encode(), signed.encode("ascii"), "sha256")
    if not hmac.compare_digest(right, _decoded(signature)):
        raise BadToken("The token is not valid.")
    payload: dict[str, Any] = json.loads(_decoded(body))
    is_ours = payload["iss"] == api_settings.ISSUER and payload["aud"] == api_settings.AUDIENCE
    if not (is_ours and payload["token_type"] == kind):
        raise BadToken("The token is not valid.")
    return _Signed(
        _of_payload(payload),
        issued_at=float(payload["iat"]),
        valid_from=float(payload.get("nbf", 0)),
        expires_at=float(payload["exp"]),
    )


def _library_payload(raw: str, kind: type[Token]) -> dict[str, Any]:
    try:
        return kind(raw).payload  # type: ignore[arg-type]
    except TokenError as error:
        raise BadToken("The token is not valid.") from error


def _decoded(part: str) -> bytes:
    return urlsafe_b64decode(part + "=" * (-len(part) % 4))


def _of_payload(payload: dict[str, Any]) -> Claims:
    try:
        return Claims(
            user_id=int(payload["user_id"]),
            role=str(payload["role"]),
            cleared=bool(payload["cleared"]),
            epoch=int(payload["epoch"]),
            family=str(payload["family"]),
            id=str(payload["jti"]),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise BadToken("The token is not valid.") from error
