"""The daily task that deletes old rows."""

from celery import shared_task

from mathvidya.lib.queues import Queue, runs_on
from mathvidya.ops.pruning import prune_all


@shared_task(soft_time_limit=1500, time_limit=1800)
@runs_on(Queue.REPORTS)
def prune() -> dict[str, int]:
    return prune_all()
