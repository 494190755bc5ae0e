"""Who may open a socket. Sockets are below accounts, so the authenticator named in the settings reads the token."""

from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit

from channels.db import database_sync_to_async
from django.conf import settings
from django.contrib.auth import get_user
from django.contrib.auth.base_user import AbstractBaseUser
from django.utils.module_loading import import_string

from mathvidya.lib.errors import Forbidden

Scope = dict[str, Any]


def header(scope: Scope, name: str) -> str:
    wanted = name.encode()
    return next((value.decode("latin-1") for key, value in scope.get("headers", []) if key == wanted), "")


def is_foreign(scope: Scope) -> bool:
    """Return whether a browser says that another site's page opens this socket. Apps send no Origin."""
    origin = header(scope, "origin")
    return bool(origin) and not _is_ours(origin, scope)


def _is_ours(origin: str, scope: Scope) -> bool:
    return urlsplit(origin).netloc == header(scope, "host") or origin in {
        settings.SITE_URL.rstrip("/"),
        *settings.CSRF_TRUSTED_ORIGINS,
    }


def offered_token(scope: Scope) -> str | None:
    """Return the token of `Sec-WebSocket-Protocol: jwt, <token>`."""
    offered = scope.get("subprotocols", [])
    return offered[1] if len(offered) == 2 and offered[0] == "jwt" else None


def session_key_of(scope: Scope) -> str | None:
    """Return the session key where a page of ours opens the socket; a browser's Origin proves that it is ours."""
    session = scope.get("session")
    return session.session_key if session is not None and header(scope, "origin") else None


@database_sync_to_async  # type: ignore[untyped-decorator]
def user_of_token(token: str) -> AbstractBaseUser | None:
    """Return the person of this token, as of now; None for a bad, expired or ended one. Raises Forbidden."""
    user: AbstractBaseUser | None = import_string(settings.REALTIME_AUTHENTICATOR)(token)
    return _cleared(user)


@database_sync_to_async  # type: ignore[untyped-decorator]
def user_of_session(session_key: str) -> AbstractBaseUser | None:
    """Return the person of this session, as of now; None where it ended. Raises Forbidden."""
    session = import_string(f"{settings.SESSION_ENGINE}.SessionStore")(session_key)
    user = get_user(SimpleNamespace(session=session))  # type: ignore[arg-type]  # all it reads of a request
    if not isinstance(user, AbstractBaseUser):
        return None
    if import_string(settings.REALTIME_SESSION_REFUSER)(user, session):
        raise Forbidden
    return _cleared(user)


def _cleared(user: AbstractBaseUser | None) -> AbstractBaseUser | None:
    if user is None or not user.is_active:
        return None
    if not getattr(user, "is_cleared", True):
        raise Forbidden
    return user
