"""Reactions to events, run by the relay."""

from mathvidya.notifications.events import LetterPosted, MailWanted
from mathvidya.notifications.tasks import send_letter, send_mail
from mathvidya.outbox.registry import on


@on(MailWanted)
def hand_mails_to_workers(event: MailWanted) -> None:
    """Delivered twice it only repeats tasks, and each mail is claimed once."""
    for mail_id in event.mail_ids:
        send_mail.delay(mail_id)


@on(LetterPosted)
def hand_letter_to_workers(event: LetterPosted) -> None:
    """Delivered twice it only repeats the task, and each letter is claimed once."""
    send_letter.delay(event.letter_id)
