"""Notices about promised times that are near or over."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from evaluations.choices import TaskState
from evaluations.events import PromiseAtRisk
from evaluations.models import MarkingTask
from mathvidya.outbox.registry import emit

OPEN = [TaskState.WAITING, TaskState.CLAIMED]
AT_ONCE = 500  # tasks of one transaction


def warn_of_promised_times(*, now: datetime | None = None) -> int:
    """Send a notice once before and once after a promised time. Returns how many tasks it was sent for.

    Safe beside another run.
    """
    now = now or timezone.now()
    unescalated = MarkingTask.objects.filter(state__in=OPEN, escalated_at=None)
    near = unescalated.filter(due_at__gte=now, warn_at__lte=now, warned_at=None).order_by("warn_at")
    late = unescalated.filter(due_at__lt=now).order_by("due_at")
    return _warn_all(late, now, is_late=True) + _warn_all(near, now, is_late=False)


def _warn_all(tasks: QuerySet[MarkingTask], now: datetime, *, is_late: bool) -> int:
    warned = 0
    while some := _warn_some(tasks, now, is_late=is_late):
        warned += some
    return warned


@transaction.atomic
def _warn_some(tasks: QuerySet[MarkingTask], now: datetime, *, is_late: bool) -> int:
    """Warn of at most AT_ONCE tasks and return how many; what another run or a marker holds is left to the next run."""
    chosen = list(tasks.select_for_update(skip_locked=True, of=("self",)).only("marker_id")[:AT_ONCE])
    if chosen:
        field = "escalated_at" if is_late else "warned_at"
        MarkingTask.objects.filter(pk__in=[task.pk for task in chosen]).update(**{field: now})
        emit(*(PromiseAtRisk(task_id=task.pk, marker_id=task.marker_id, is_late=is_late) for task in chosen))
    return len(chosen)
