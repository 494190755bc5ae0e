"""Mails about signing in: stored in the transaction of their cause, encrypted while they wait, deleted when sent."""

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
    """Store a letter about signing in. It is sent soon after the commit; no mail server is contacted here."""
    letter = Letter.objects.create(sealed=seal(message))
    emit(LetterPosted(letter_id=letter.pk))
    return letter


def send_letter(*, letter_id: int) -> bool:
    """Send a letter once and delete it; return whether it left. It does not rest after an outage: somebody needs it.

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
