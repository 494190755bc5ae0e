"""Registers over the API as allauth's page does, without showing whether an address is known."""

from allauth.account.adapter import get_adapter
from allauth.account.forms import SignupForm
from allauth.account.internal.flows.email_verification import (
    handle_verification_email_rate_limit,
    send_verification_email_to_address,
)
from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.http import HttpRequest

from accounts.actions.people import AddressTaken


def register(request: HttpRequest, form: SignupForm) -> None:
    """Register over the API with a valid form.

    A known address gets a mail about it; the caller cannot see the difference.
    """
    email: str = form.cleaned_data["email"]
    known: bool = form.account_already_exists
    if known:
        make_password(form.cleaned_data["password1"])
    else:
        try:
            user = form.save(request)
        except AddressTaken:
            known = True
    if not known:
        send_verification_email_to_address(request, EmailAddress.objects.get(user=user), signup=True)
    elif handle_verification_email_rate_limit(request, email):
        get_adapter().send_account_already_exists_mail(email)
