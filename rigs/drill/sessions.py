"""Somebody signed in on the pages, with a cookie."""

import httpx
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.cached_db import SessionStore

from accounts.models import User


class Session:
    """A browser whose session was made on the server, as signing in makes it."""

    def __init__(self, url: str, user_id: int) -> None:
        user = User.objects.get(pk=user_id)
        store = SessionStore()
        store[SESSION_KEY] = str(user.pk)
        store[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
        store[HASH_SESSION_KEY] = user.get_session_auth_hash()
        store.save()
        self.http = httpx.Client(base_url=url, cookies={"sessionid": str(store.session_key)}, timeout=15)

    def is_signed_in(self) -> bool:
        """Return whether the home page is shown, and not the sign-in page."""
        return self.http.get("/home").status_code == 200
