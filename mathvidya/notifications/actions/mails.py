"""Mails on their way: each sent once, although its task may run twice, and tried for a day."""

from datetime import timedelta
from smtplib import SMTPDataError, SMTPRecipientsRefused, SMTPSenderRefused
from typing import TypeVar

import structlog
from anymail.exceptions import AnymailError
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from mathvidya.notifications.adapters.mail import compose
from mathvidya.notifications.adapters.sealing import seal, unseal
from mathvidya.notifications.choices import MailState
from mathvidya.notifications.events import LetterPosted
from mathvidya.notifications.models import CLAIM_LASTS, Letter, MailDelivery, Outgoing
from mathvidya.outbox.registry import emit

log = structlog.get_logger(__name__)

TRIED_FOR = timedelta(hours=24)
# A server that is there and refuses this mail will hardly change its mind.
REFUSALS = (SMTPRecipientsRefused, SMTPSenderRefused, SMTPDataError)
MOST_REFUSALS = 5

O = TypeVar("O", bound=Outgoing)  # noqa: E741


class MailNotSent(Exception):
    """The mail server refused or was not there; the task tries again later."""


@transaction.atomic
def post_letter(*, message: EmailMultiAlternatives) -> Letter:
    """Take a letter about signing in; it leaves soon after this commits, and no mail server is spoken to here."""
    letter = Letter.objects.create(sealed=seal(message))
    emit(LetterPosted(letter_id=letter.pk))
    return letter


def send_mail_of(*, mail_id: int) -> bool:
    """Send this notice's mail unless it was sent, is being sent, or has failed for good; True when it left now.

    Not atomic as a whole: the claim is committed before the server is spoken to, so that nobody else claims it, and
    the network is not waited for inside a transaction. A worker that dies in between leaves a claim that expires: then
    the mail goes out again, under the same Message-ID. Raises MailNotSent.
    """
    mail = _claim(MailDelivery.objects.select_related("notification__user"), mail_id)
    if mail is None:
        return False
    _send(mail, compose(mail.notification, settings.SITE_URL))
    _settle(mail, state=MailState.SENT, last_error="", sent_at=timezone.now())
    return True


def send_letter(*, letter_id: int) -> bool:
    """Send a letter, as `send_mail_of` a notice's mail, and forget it. Raises MailNotSent."""
    letter = _claim(Letter.objects.all(), letter_id)
    if letter is None:
        return False
    message = unseal(letter.sealed)
    if message is None:
        log.error("letter_unreadable", letter=letter.pk)
    else:
        _send(letter, message)
    letter.delete()
    return message is not None


@transaction.atomic
def _claim(mails: QuerySet[O], pk: int) -> O | None:
    now = timezone.now()
    free = Q(state=MailState.WAITING) | Q(state=MailState.SENDING, claimed_at__lt=now - CLAIM_LASTS)
    claimed = mails.model._default_manager.filter(free, pk=pk).update(
        state=MailState.SENDING, claimed_at=now, tries=F("tries") + 1
    )
    return mails.get(pk=pk) if claimed else None


def _send(mail: Outgoing, message: EmailMultiAlternatives) -> None:
    try:
        message.send()
    except (OSError, AnymailError) as error:  # smtplib's exceptions are OSErrors, too
        is_old = mail.created_at < timezone.now() - TRIED_FOR
        if is_old or (isinstance(error, REFUSALS) and mail.tries >= MOST_REFUSALS):
            _give_up(mail, error)
        else:
            _settle(mail, state=MailState.WAITING, last_error=type(error).__name__)
        raise MailNotSent from error


def _give_up(mail: Outgoing, error: Exception) -> None:
    log.error("mail_given_up", mail=str(mail), error=type(error).__name__)
    if isinstance(mail, Letter):
        mail.delete()
    else:
        _settle(mail, state=MailState.FAILED, last_error=type(error).__name__)


@transaction.atomic
def _settle(mail: Outgoing, **facts: object) -> None:
    type(mail)._default_manager.filter(pk=mail.pk).update(**facts)
