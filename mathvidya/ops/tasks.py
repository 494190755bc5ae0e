"""The daily task that deletes old rows."""

from datetime import timedelta

from celery import shared_task

from mathvidya.lib.queues import Queue, runs_every, runs_on
from mathvidya.ops.pruning import prune_all


@shared_task(soft_time_limit=1500, time_limit=1800)
@runs_on(Queue.REPORTS)
@runs_every(timedelta(hours=24))
def prune() -> dict[str, int]:
    return prune_all()
