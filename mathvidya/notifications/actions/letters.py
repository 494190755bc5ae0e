"""Mails about signing in: posted with what they belong to, sealed while they wait, gone when they have left."""

import structlog
from django.core.mail import EmailMultiAlternatives
from django.db import transaction

from mathvidya.notifications.actions.outgoing import claim, try_to_send
from mathvidya.notifications.adapters.sealing import seal, unseal
from mathvidya.notifications.channels.email import EMAIL
from mathvidya.notifications.events import LetterPosted
from mathvidya.notifications.models import Letter
from mathvidya.outbox.registry import emit

log = structlog.get_logger(__name__)


@transaction.atomic
def post_letter(*, message: EmailMultiAlternatives) -> Letter:
    """Take a letter about signing in; it leaves soon after this commits, and no mail server is spoken to here."""
    letter = Letter.objects.create(sealed=seal(message))
    emit(LetterPosted(letter_id=letter.pk))
    return letter


def send_letter(*, letter_id: int) -> bool:
    """Send a letter once and forget it; True when it left. No rest after an outage: somebody waits for it to sign in.

    Raises NotSent.
    """
    letter = claim(Letter.objects.all(), letter_id)
    if letter is None:
        return False
    message = unseal(letter.sealed)
    if message is None:
        log.error("letter_unreadable", letter=letter.pk)
    else:
        try_to_send(letter, message.send, is_outage=EMAIL.is_outage, give_up=lambda error: letter.delete())
    letter.delete()
    return message is not None
