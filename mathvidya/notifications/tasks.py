"""Mails leave from here, never from a request."""

from typing import Any

from celery import Task, shared_task

from mathvidya.lib.queues import Queue
from mathvidya.notifications.actions import mails
from mathvidya.notifications.queries.notices import waiting_letter_ids, waiting_mail_ids


def _in_a_while(task: "Task[Any, Any]", error: Exception) -> Exception:
    """A server that is away is asked again after 30 s, 1, 2 and 4 minutes, then by `send_waiting_mail`."""
    return task.retry(exc=error, countdown=30 * 2**task.request.retries)


@shared_task(bind=True, runs_on=Queue.MAIL, max_retries=4, soft_time_limit=20, time_limit=30)
def send_mail(self: "Task[[int], bool]", mail_id: int) -> bool:
    """Send one notice's mail."""
    try:
        return mails.send_mail_of(mail_id=mail_id)
    except mails.MailNotSent as error:
        raise _in_a_while(self, error) from error


@shared_task(bind=True, runs_on=Queue.MAIL, max_retries=4, soft_time_limit=20, time_limit=30)
def send_letter(self: "Task[[int], bool]", letter_id: int) -> bool:
    """Send one letter about signing in."""
    try:
        return mails.send_letter(letter_id=letter_id)
    except mails.MailNotSent as error:
        raise _in_a_while(self, error) from error


@shared_task(runs_on=Queue.MAIL)
def send_waiting_mail() -> int:
    """Hand out mails whose task was lost with its broker, or ended before the mail server came back; how many."""
    letters, notices = waiting_letter_ids(), waiting_mail_ids()
    for letter_id in letters:
        send_letter.delay(letter_id)
    for mail_id in notices:
        send_mail.delay(mail_id)
    return len(letters) + len(notices)
