"""E-mail: everybody has an address, and every kind is mailed unless its reader or its app says otherwise."""

from collections.abc import Collection
from email.utils import parseaddr
from smtplib import SMTPDataError, SMTPRecipientsRefused, SMTPSenderRefused

from anymail.exceptions import AnymailError
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.checks import CheckMessage, Error
from django.utils.translation import gettext_lazy as _

from mathvidya.notifications.channels.email.letter import compose
from mathvidya.notifications.choices import Channel, Notice

# A server that answers and refuses this mail will hardly accept it later.
REFUSALS = (SMTPRecipientsRefused, SMTPSenderRefused, SMTPDataError)
LONGEST_TIMEOUT = 15  # seconds; the task that sends is ended after 20


class EmailChannel(Channel):
    code = "email"
    question = _("Send me a mail when")
    is_on_by_default = True

    def send(self, notice: Notice) -> None:
        """Give the mail server a letter with the notice."""
        compose(notice, settings.SITE_URL).send()

    def reached(self, readers: Collection[AbstractBaseUser]) -> set[int]:
        """Return those with an address."""
        return {reader.pk for reader in readers if getattr(reader, reader.get_email_field_name(), "")}

    def is_outage(self, error: Exception) -> bool:
        """Return whether no mail leaves at all. (smtplib's refusals are OSErrors, too.)"""
        return (super().is_outage(error) or isinstance(error, AnymailError)) and not isinstance(error, REFUSALS)

    def check(self) -> list[CheckMessage]:
        """Return an error for a sender that is no address, and for a timeout that outlasts the task."""
        errors: list[CheckMessage] = []
        if "@" not in parseaddr(settings.DEFAULT_FROM_EMAIL)[1]:
            errors.append(Error("DEFAULT_FROM_EMAIL holds no e-mail address.", id="notifications.E001"))
        if not 0 < (settings.EMAIL_TIMEOUT or 0) <= LONGEST_TIMEOUT:
            hint = f"Set EMAIL_TIMEOUT to at most {LONGEST_TIMEOUT} seconds."
            errors.append(Error("A silent mail server keeps a worker busy.", hint=hint, id="notifications.E002"))
        return errors
