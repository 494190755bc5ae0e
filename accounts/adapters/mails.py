"""Mails to people without an account; everybody else gets notices through `mathvidya.notifications`."""

from typing import Any

from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import translation


def letter_to_stranger(
    *, address: str, template: str, context: dict[str, Any], language: str = "en"
) -> EmailMultiAlternatives:
    """Return the mail made of templates/accounts/mail/<template>.subject.txt and .body.txt, addressed to `address`."""
    with translation.override(language):
        subject = " ".join(render_to_string(f"accounts/mail/{template}.subject.txt", context).split())
        body = render_to_string(f"accounts/mail/{template}.body.txt", context)
    return EmailMultiAlternatives(subject, body, to=[address])
