"""Sign in with Google: an ID token that allauth's provider verifies, or its redirect on the pages."""

from collections.abc import Callable
from typing import Any

from allauth.account.models import EmailAddress
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialLogin
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.actions.people import register_person, verify_address
from accounts.actions.sessions import forget_password
from accounts.models import User
from accounts.models.users import normalise_email
from mathvidya.lib.errors import DomainError

Facts = dict[str, Any]  # the arguments of `register_person`, less address and password


class GoogleOff(DomainError):
    code = "google_not_configured"
    status = 404  # not 503: nothing is out of order, and waiting does not help
    detail = _("Signing in with Google is not set up here.")


class BadGoogleToken(DomainError):
    code = "google_token_invalid"
    status = 401
    detail = _("Google's answer could not be verified. Please try again.")


class RegistrationNeeded(DomainError):
    code = "registration_needed"
    status = 422
    detail = _("There is no account for this Google address yet: tell us who you are.")


def verified_address(login: SocialLogin) -> str | None:
    """Return the address that Google vouches for, in our spelling."""
    return next((normalise_email(address.email) for address in login.email_addresses if address.verified), None)


def person_of_id_token(request: HttpRequest, id_token: str, facts_beside: Callable[[dict[str, str]], Facts]) -> User:
    """Return the person of a Google ID token; a new one is registered.

    `facts_beside(names)` gives what a new person says about themselves beside the names that Google knows.

    Raises GoogleOff (404), BadGoogleToken (401), RegistrationNeeded (422, with the missing fields).
    """
    login = _verified(request, id_token)
    known = SocialAccount.objects.filter(provider="google", uid=login.account.uid).select_related("user").first()
    if known:
        return known.user  # type: ignore[no-any-return]
    address = verified_address(login)
    if address is None:
        raise BadGoogleToken(_("Google has not verified this address."))
    user = User.objects.filter(email=address).first()
    if user is not None:
        return _connect(login, user)
    names = {"first_name": login.user.first_name, "last_name": login.user.last_name}
    return join(login, address=address, facts=facts_beside(names))


def _verified(request: HttpRequest, id_token: str) -> SocialLogin:
    try:
        provider = get_adapter().get_provider(request, "google")
    except (SocialApp.DoesNotExist, Http404) as error:  # the adapter hides what is not set up
        raise GoogleOff from error
    try:
        return provider.verify_token(request, {"id_token": id_token})
    except (ValidationError, KeyError, ValueError, TypeError) as error:
        raise BadGoogleToken from error


@transaction.atomic
def _connect(login: SocialLogin, user: User) -> User:
    """Connect an account with Google, which proves the mailbox.

    If the address was not verified before, the password may be an attacker's trap, so it is removed.
    """
    if not EmailAddress.objects.filter(user=user, email=user.email, verified=True).exists():
        forget_password(user=user)
        verify_address(user=user)
    login.account.user = user
    login.account.save()
    return user


@transaction.atomic
def join(login: SocialLogin, *, address: str, facts: Facts) -> User:
    """Register the person behind a verified Google login and remember the link."""
    user = register_person(email=address, password=None, **facts)
    verify_address(user=user)
    login.account.user = user
    login.account.save()
    return user
