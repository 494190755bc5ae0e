"""Test clients: as the mobile app (`api`), or as a browser (`browser`)."""

import time
from collections.abc import Callable
from typing import Any

import pytest


def access_token(user: Any) -> str:
    """Return a real access token of `user`, minted the way sign-in mints it."""
    from accounts.actions.tokens import open_family

    return open_family(user=user, device="test").access


@pytest.fixture
def api(db: None) -> Callable[..., Any]:
    """Return `api(user)`: an APIClient with that person's bearer token. `api()` is anonymous; bodies are JSON."""
    from rest_framework.test import APIClient

    def client(user: Any = None) -> Any:
        made = APIClient()
        if user is not None:
            made.credentials(HTTP_AUTHORIZATION=f"Bearer {access_token(user)}")
        return made

    return client


def signed_in_client(user: Any, *, factor: bool = True) -> Any:
    """Return a Client with a session of `user`; with `factor` the second factor counts as given."""
    from django.test import Client

    made = Client()
    made.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    session = made.session
    now = time.time()
    methods = [{"method": "password", "at": now, "email": user.email}, {"method": "mfa", "type": "totp", "at": now}]
    session["account_authentication_methods"] = methods if factor else methods[:1]
    session.save()
    return made


@pytest.fixture
def browser(db: None) -> Callable[..., Any]:
    """Return `browser(user)`: a Client with a session; for staff the second factor counts as given."""
    from django.test import Client

    return lambda user=None: Client() if user is None else signed_in_client(user)
