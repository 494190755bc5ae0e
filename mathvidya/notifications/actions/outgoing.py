"""Sending once although a task may run twice, and retries: for notices by any channel and for letters."""

from collections.abc import Callable
from datetime import timedelta
from typing import TypeVar

import structlog
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from mathvidya.notifications.choices import DeliveryState
from mathvidya.notifications.models import CLAIM_LASTS, Outgoing

log = structlog.get_logger(__name__)

TRIED_FOR = timedelta(hours=24)
MOST_REFUSALS = 5

O = TypeVar("O", bound=Outgoing)  # noqa: E741


class NotSent(Exception):
    """The server refused or did not answer; the task tries again later."""


@transaction.atomic
def claim(rows: QuerySet[O], pk: int) -> O | None:
    """Take this row for sending and return it; None where it was sent, is being sent, or has failed for good.

    The claim is committed before any server is contacted, so that no other task takes the row and no transaction
    waits for the network. A worker that dies in between leaves a claim that expires.
    """
    now = timezone.now()
    free = Q(state=DeliveryState.WAITING) | Q(state=DeliveryState.SENDING, claimed_at__lt=now - CLAIM_LASTS)
    claimed = rows.model._default_manager.filter(free, pk=pk).update(
        state=DeliveryState.SENDING, claimed_at=now, tries=F("tries") + 1
    )
    return rows.get(pk=pk) if claimed else None


def try_to_send(
    row: Outgoing,
    send: Callable[[], object],
    *,
    is_outage: Callable[[Exception], bool],
    give_up: Callable[[str], object],
) -> None:
    """Call `send`. Where it fails, put the row off, or `give_up(name of the error)`, and raise NotSent.

    An outage is waited out for a day. Any other error is about this row, which is tried `MOST_REFUSALS` times.
    """
    try:
        send()
    except Exception as error:
        name = type(error).__name__
        is_old = row.created_at < timezone.now() - TRIED_FOR
        if is_old or (row.tries >= MOST_REFUSALS and not is_outage(error)):
            log.exception("sending_given_up", what=str(row), error=name)
            give_up(name)
        else:
            settle(row, state=DeliveryState.WAITING, last_error=name)
        raise NotSent from error


@transaction.atomic
def settle(row: Outgoing, **facts: object) -> None:
    """Store the outcome."""
    type(row)._default_manager.filter(pk=row.pk).update(**facts)
