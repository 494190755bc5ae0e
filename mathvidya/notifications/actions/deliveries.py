"""Deliveries of notices by each channel: each is sent once, and a channel that is away does not delay others."""

from collections.abc import Collection, Mapping

from django.db import transaction
from django.utils import timezone

from mathvidya.notifications.actions.outgoing import claim, settle, try_to_send
from mathvidya.notifications.choices import CHANNELS, Channel, DeliveryState
from mathvidya.notifications.events import DeliveriesWanted
from mathvidya.notifications.models import Delivery, Notification
from mathvidya.outbox.registry import emit


@transaction.atomic(savepoint=False)
def want_deliveries(*, notices: Collection[Notification], wanted: Mapping[Channel, set[int]]) -> None:
    """Queue these new notices for each channel, for the readers who want that and have an address there."""
    deliveries: list[Delivery] = []
    for channel, user_ids in wanted.items():
        theirs = [notice for notice in notices if notice.user_id in user_ids]
        reached = channel.reached([notice.user for notice in theirs])
        deliveries += [
            Delivery(notification=notice, channel=channel.code) for notice in theirs if notice.user_id in reached
        ]
    Delivery.objects.bulk_create(deliveries)
    if deliveries:
        emit(DeliveriesWanted(delivery_ids=[delivery.pk for delivery in deliveries]))


def send_delivery(*, delivery_id: int) -> bool:
    """Send this notice by this channel unless that is done, being done, or failed for good; return whether it left.

    While a channel rests after an outage nothing is tried, and `send_waiting` tries later. Where a worker dies
    after sending, the claim expires and the notice goes out again. Raises NotSent.
    """
    code = Delivery.objects.filter(pk=delivery_id).values_list("channel", flat=True).first()
    channel = CHANNELS.get(code or "")
    if channel is None or not channel.breaker.admits():
        return False
    delivery = claim(Delivery.objects.select_related("notification__user"), delivery_id)
    if delivery is None:
        return False
    try_to_send(
        delivery,
        lambda: _hand_over(delivery.notification, channel),
        is_outage=channel.is_outage,
        give_up=lambda error: settle(delivery, state=DeliveryState.FAILED, last_error=error),
    )
    settle(delivery, state=DeliveryState.SENT, last_error="", sent_at=timezone.now())
    return True


def _hand_over(notice: Notification, channel: Channel) -> None:
    """Send it, and remember whether the server answered. Raises what the channel raises."""
    try:
        channel.send(notice)
    except Exception as error:
        if channel.is_outage(error):
            channel.breaker.failed()
        raise
    channel.breaker.succeeded()
