"""The safety net under the relay process, and the broom."""

from celery import shared_task

from mathvidya.lib.queues import Queue, runs_on
from mathvidya.outbox.pruning import forget_sent_events
from mathvidya.outbox.relay import deliver_due


@shared_task
def reconcile_outbox() -> int:
    """Deliver what a relay that died, or was never started, left behind."""
    return deliver_due(limit=500)


@shared_task
@runs_on(Queue.REPORTS)
def prune_outbox() -> int:
    return forget_sent_events()
