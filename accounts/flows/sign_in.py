"""Signing an app in: allauth's own form and flows, so that pages and API share limits, verification and factors."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import LoginForm
from allauth.account.internal.flows.email_verification import send_verification_email_to_address
from allauth.account.models import EmailAddress
from allauth.core.internal import ratelimit
from allauth.mfa.base.forms import AuthenticateForm
from django.core import signing
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.access.factors import has_second_factor, lacks_second_factor
from accounts.access.people import may_return
from accounts.access.permissions import SecondFactorMissing
from accounts.actions.erasure import cancel_erasure
from accounts.models import User
from mathvidya.api.throttles import TooManyRequests
from mathvidya.lib.errors import DomainError

CHALLENGE_SECONDS = 300
CHALLENGE_SALT = "accounts.second-factor"


class BadCredentials(DomainError):
    code = "credentials_invalid"
    status = 401
    detail = _("The e-mail address or the password is not right.")


class EmailNotVerified(DomainError):
    code = "email_not_verified"
    status = 403
    detail = _("Please open the link in the mail that we sent to this address first.")


class SecondFactorRequired(DomainError):
    code = "second_factor_required"
    status = 401
    members = {"challenge": {"type": "string", "description": "For /auth/second-factor."}}
    detail = _("Give the code of your authenticator app.")


class BadCode(DomainError):
    code = "second_factor_invalid"
    status = 401
    detail = _("This code is not right, or it was used already.")


class BadChallenge(DomainError):
    code = "challenge_invalid"
    status = 401
    detail = _("This took too long. Please sign in again.")


def limit(request: HttpRequest, action: str, *, key: str | None = None) -> None:
    """Count one try, under the same limits as the pages. Raises TooManyRequests (429)."""
    if not ratelimit.consume(request, app="allauth.account", action=action, key=key):
        raise TooManyRequests(extra={"retry_after": 60})


def check_credentials(request: HttpRequest, *, email: str, password: str) -> User:
    """Return the person with this address and password, ready to be signed in or asked for a code.

    Raises BadCredentials, TooManyRequests, EmailNotVerified, SecondFactorRequired (with a `challenge`),
    SecondFactorMissing.
    """
    limit(request, "login")
    form = LoginForm({"login": email, "password": password}, request=request)
    if not form.is_valid():
        if _has_code(form, "too_many_login_attempts"):
            raise TooManyRequests(extra={"retry_after": 300})
        raise BadCredentials
    return admit(request, user=form.user, second_factor=True)


def admit(request: HttpRequest, *, user: User, second_factor: bool) -> User:
    """Check what a proven identity still needs to sign in: an active account, a verified address, the second factor."""
    if not may_return(user):
        raise BadCredentials
    address = EmailAddress.objects.filter(user=user, email=user.email).first()
    if address is None or not address.verified:
        send_verification_email_to_address(
            request, address or EmailAddress.objects.add_email(request, user, user.email)
        )
        raise EmailNotVerified
    if lacks_second_factor(user):
        raise SecondFactorMissing
    if second_factor and has_second_factor(user):
        raise SecondFactorRequired(extra={"challenge": _challenge(user)})
    cancel_erasure(user=user)
    return user


def check_code(request: HttpRequest, *, challenge: str, code: str) -> User:
    """Check the second factor and return the person. Raises BadChallenge, BadCode, TooManyRequests."""
    limit(request, "login")
    try:
        pk, epoch = signing.loads(challenge, salt=CHALLENGE_SALT, max_age=CHALLENGE_SECONDS)
    except signing.BadSignature as error:
        raise BadChallenge from error
    user = User.objects.filter(pk=pk, session_epoch=epoch, is_active=True).first()
    if user is None:
        raise BadChallenge
    form = AuthenticateForm({"code": code}, user=user)
    if not form.is_valid():
        if _has_code(form, "too_many_login_attempts"):
            raise TooManyRequests(extra={"retry_after": 300})
        raise BadCode
    form.authenticator.record_usage()
    return admit(request, user=user, second_factor=False)


def _challenge(user: User) -> str:
    return signing.dumps([user.pk, user.session_epoch], salt=CHALLENGE_SALT)


def _has_code(form: Any, code: str) -> bool:
    text = str(get_adapter().error_messages[code])
    return any(text in errors for errors in form.errors.values())
