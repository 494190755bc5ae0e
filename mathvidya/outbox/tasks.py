"""Periodic tasks: delivery where the relay process failed, and deletion of old events."""

from datetime import timedelta

from celery import shared_task

from mathvidya.lib.queues import Queue, runs_every, runs_on
from mathvidya.outbox.pruning import forget_sent_events
from mathvidya.outbox.relay import deliver_due


@shared_task
@runs_every(timedelta(seconds=60))
def reconcile_outbox() -> int:
    """Deliver what a relay left that died or was never started; return how many."""
    return deliver_due(limit=500)


@shared_task
@runs_on(Queue.REPORTS)
@runs_every(timedelta(hours=24))
def prune_outbox() -> int:
    return forget_sent_events()
