"""Reactions to events, run by the relay."""

from mathvidya.notifications.events import DeliveriesWanted, LetterPosted
from mathvidya.notifications.tasks import send_delivery, send_letter
from mathvidya.outbox.registry import on


@on(DeliveriesWanted)
def hand_deliveries_to_workers(event: DeliveriesWanted) -> None:
    """Make a task for each delivery. A second call only repeats tasks, and each delivery is claimed once."""
    for delivery_id in event.delivery_ids:
        send_delivery.delay(delivery_id)


@on(LetterPosted)
def hand_letter_to_workers(event: LetterPosted) -> None:
    """Make a task for the letter. A second call only repeats the task, and each letter is claimed once."""
    send_letter.delay(event.letter_id)
