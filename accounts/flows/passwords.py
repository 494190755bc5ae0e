"""Verifying addresses and changing passwords for the API, by allauth's own inputs and flows."""

import re
from typing import Any

from allauth.account.forms import ResetPasswordForm
from allauth.account.internal.flows import password_change, password_reset
from allauth.headless.account.inputs import ChangePasswordInput, ResetPasswordInput, VerifyEmailInput
from django.forms import BaseForm
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.flows.sign_in import limit
from accounts.models import User
from accounts.models.users import normalise_email
from mathvidya.lib.errors import DomainError, Invalid

KEY = re.compile(r"[0-9a-z]{1,13}-.")  # the person and the proof; allauth breaks on a key without a person


class InvalidKey(DomainError):
    code = "key_invalid"
    status = 400
    detail = _("This link was used already or is too old. Please ask for a new one.")


def api_errors(form: BaseForm) -> dict[str, list[str]]:
    """Return a form's errors under the names that the API uses."""
    return {
        name.replace("password1", "password").replace("__all__", "non_field_errors"): [str(text) for text in texts]
        for name, texts in form.errors.items()
    }


def verify_email(request: HttpRequest, *, key: str) -> None:
    """Mark an address as verified. Raises InvalidKey (400)."""
    limit(request, "reset_password_from_key")
    form = VerifyEmailInput({"key": key})
    if not form.is_valid():
        raise InvalidKey
    form.verification.confirm(request)


def send_reset_link(request: HttpRequest, *, email: str) -> None:
    """Mail a link; an unknown address gets a mail that says so. Same work, same answer."""
    address = normalise_email(email)
    limit(request, "reset_password", key=address)
    form = ResetPasswordForm({"email": address})
    if form.is_valid():
        form.save(request)


def reset_password(request: HttpRequest, *, key: str, password: str) -> None:
    """Set a new password by a mailed key. Raises InvalidKey, Invalid (400)."""
    limit(request, "reset_password_from_key")
    if not KEY.match(key):
        raise InvalidKey
    form = ResetPasswordInput({"key": key, "password": password})
    if not form.is_valid():
        errors = api_errors(form)
        raise InvalidKey if "key" in errors else Invalid(fields=errors)
    password_reset.reset_password(form.user, password)
    password_reset.finalize_password_reset(request, form.user, email=form.user.email)


def change_password(request: HttpRequest, *, user: Any, new_password: str, current_password: str = "") -> User:
    """Set a new password, knowing the old one. Raises Invalid (400), TooManyRequests (429)."""
    limit(request, "change_password_api", key=str(user.pk))
    form = ChangePasswordInput({"current_password": current_password, "new_password": new_password}, user=user)
    if not form.is_valid():
        raise Invalid(fields=api_errors(form))
    password_change.change_password(user, new_password)
    password_change.finalize_password_change(request, user)
    return user  # type: ignore[no-any-return]
