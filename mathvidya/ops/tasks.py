"""The daily broom."""

from celery import shared_task

from mathvidya.lib.queues import Queue
from mathvidya.ops.pruning import prune_all


@shared_task(runs_on=Queue.REPORTS, soft_time_limit=1500, time_limit=1800)
def prune() -> dict[str, int]:
    return prune_all()
