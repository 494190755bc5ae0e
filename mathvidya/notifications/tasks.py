"""The tasks that send notices and letters; no request sends them."""

from datetime import timedelta
from typing import Any

from celery import Task, shared_task

from mathvidya.lib.queues import Queue, runs_every, runs_on
from mathvidya.notifications import actions
from mathvidya.notifications.actions.outgoing import NotSent
from mathvidya.notifications.queries.notices import waiting_delivery_ids, waiting_letter_ids


def _in_a_while(task: "Task[Any, Any]", error: Exception) -> Exception:
    """Return Celery's retry of a server that is away: after 30 s, 1, 2 and 4 minutes, then by `send_waiting`."""
    return task.retry(exc=error, countdown=30 * 2**task.request.retries)


@shared_task(bind=True, max_retries=4, soft_time_limit=20, time_limit=30)
@runs_on(Queue.MAIL)
def send_delivery(self: "Task[[int], bool]", delivery_id: int) -> bool:
    """Send one notice by one channel."""
    try:
        return actions.send_delivery(delivery_id=delivery_id)
    except NotSent as error:
        raise _in_a_while(self, error) from error


@shared_task(bind=True, max_retries=4, soft_time_limit=20, time_limit=30)
@runs_on(Queue.MAIL)
def send_letter(self: "Task[[int], bool]", letter_id: int) -> bool:
    """Send one letter about signing in."""
    try:
        return actions.send_letter(letter_id=letter_id)
    except NotSent as error:
        raise _in_a_while(self, error) from error


@shared_task
@runs_on(Queue.MAIL)
@runs_every(timedelta(seconds=60))
def send_waiting() -> int:
    """Queue again what waits although its task was lost with the broker, or ended before the server came back.

    Returns how many.
    """
    letters, deliveries = waiting_letter_ids(), waiting_delivery_ids()
    for letter_id in letters:
        send_letter.delay(letter_id)
    for delivery_id in deliveries:
        send_delivery.delay(delivery_id)
    return len(letters) + len(deliveries)
