"""What allauth asks us while it runs its flows: who the client is, what a new password ends, where people land."""

import time
from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp
from django.contrib.sites.shortcuts import get_current_site
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from accounts.access.people import may_return
from accounts.actions.erasure import cancel_erasure
from accounts.actions.sessions import note_sign_out, set_password
from accounts.models import User
from mathvidya.notifications.actions import post_letter


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Our answers to allauth's questions about accounts."""

    def set_password(self, user: User, password: str) -> None:
        set_password(user=user, password=password)

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        # Counted per address and place: nobody can lock a victim out of their own devices by guessing from elsewhere.
        return f"{self.get_client_ip(request)}:{super()._get_login_attempts_cache_key(request, **credentials)}"

    def pre_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse | None:
        if not may_return(user):
            return self.respond_user_inactive(request, user)  # type: ignore[no-any-return]
        return super().pre_login(request, user, **kwargs)  # type: ignore[no-any-return]

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Return whether to ask for the password again: not of somebody who signed in a moment ago and now sets up the
        second factor.
        """
        records = get_authentication_records(self.request, self.request.user)
        if records and time.time() - records[-1]["at"] < app_settings.REAUTHENTICATION_TIMEOUT:
            return False
        return super().is_reauthentication_required(app=app, **kwargs)  # type: ignore[no-any-return]

    def login(self, request: HttpRequest, user: User) -> None:
        super().login(request, user)
        cancel_erasure(user=user)

    def logout(self, request: HttpRequest) -> None:
        person = request.user
        super().logout(request)
        if isinstance(person, User):
            note_sign_out(user=person)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Queue the mail: no request waits for the mail server, and none fails because of it."""
        request = self.request
        facts = {"request": request, "email": email, "current_site": get_current_site(request)} | context
        post_letter(message=self.render_mail(template_prefix, email, facts))

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("person_me")


class GoogleAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Our answers to allauth's questions about Google accounts."""

    def get_app(self, request: HttpRequest, provider: str, client_id: str | None = None) -> SocialApp:
        """Return the OAuth client. Where none is configured, Google's addresses do not exist (404)."""
        try:
            return super().get_app(request, provider, client_id=client_id)
        except SocialApp.DoesNotExist as error:
            raise Http404 from error
