"""Who holds which marking task: claim, keep, give back, take back, pass on."""

from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.access.people import daily_capacity_of
from accounts.choices import Role
from accounts.models import User
from evaluations.access.desk import tasks_visible_to
from evaluations.actions.claiming import LEASE, Lease, take_next
from evaluations.choices import TaskState
from evaluations.models import MarkingTask
from mathvidya.audit.records import record
from mathvidya.institute.queries import get_calendar
from mathvidya.lib.errors import DomainError


class NothingWaiting(DomainError):
    code = "nothing_waiting"
    status = 404
    detail = _("No script waits for you.")


class NotFree(DomainError):
    code = "task_not_free"
    status = 409
    detail = _("This script is not free: somebody else has it, or it is done.")


class CapacityReached(DomainError):
    code = "capacity_reached"
    status = 409
    detail = _("You have taken as many scripts today as were agreed.")


class LeaseLost(DomainError):
    """The body carries `state`, and `is_yours` where another device of one's own took it: it can be taken back."""

    code = "lease_lost"
    status = 409
    members = {
        "state": {"type": "string", "enum": list(TaskState.values)},
        "is_yours": {"type": "boolean"},
    }
    detail = _("You no longer hold this script. What you wrote is kept on your device.")


class NotATeacherOfThis(DomainError):
    code = "not_a_teacher_of_this"
    status = 400
    detail = _("This person does not teach this student the subject.")


def claim_task(*, teacher_id: int, task_id: int = 0) -> Lease:
    """Give a teacher the most urgent free script, or the one they name.

    One statement, so there is no transaction around it.
    Raises NothingWaiting, NotFree (for a named one), CapacityReached.
    """
    now = timezone.now()
    day_began = now.astimezone(get_calendar().zone).replace(hour=0, minute=0, second=0, microsecond=0)
    lease = take_next(user_id=teacher_id, now=now, day_began=day_began, task_id=task_id)
    if lease is not None:
        return lease
    taken = MarkingTask.objects.filter(
        marker=teacher_id, state__in=[TaskState.CLAIMED, TaskState.DONE], claimed_at__gte=day_began
    ).count()
    profile = daily_capacity_of(User(pk=teacher_id)).first()
    if profile is not None and taken >= profile:
        raise CapacityReached
    raise NotFree if task_id else NothingWaiting


def hold_task(*, task_id: int, marker: User, fence: int) -> MarkingTask:
    """Lock the task's row, extend its lease and return it; every write of a marker goes through here.

    A lease that ran out but that nobody took back still counts: work is not lost to a slow minute.
    Raises LeaseLost. Call it inside a transaction.
    """
    task = MarkingTask.objects.select_for_update(of=("self",)).select_related("script__attempt").get(pk=task_id)
    if task.state != TaskState.CLAIMED or task.marker_id != marker.pk or task.fence != fence:
        raise LeaseLost(extra={"state": task.state, "is_yours": task.marker_id == marker.pk})
    task.lease_until = timezone.now() + LEASE
    task.save(update_fields=["lease_until"])
    return task


@transaction.atomic
def extend_lease(*, task: MarkingTask, marker: User, fence: int) -> MarkingTask:
    """Extend the lease of a marker who is still at work, and return the task. Raises LeaseLost."""
    return hold_task(task_id=task.pk, marker=marker, fence=fence)


@transaction.atomic
def release_task(*, task: MarkingTask, marker: User, fence: int) -> MarkingTask:
    """Give a script back; its marks stay on it and its due time stays. Raises LeaseLost."""
    task = hold_task(task_id=task.pk, marker=marker, fence=fence)
    _free(task)
    return task


@transaction.atomic
def return_expired_leases(*, now: datetime | None = None) -> int:
    """Put scripts whose marker went silent back into the queue, with their promised time; return how many."""
    lapsed = MarkingTask.objects.filter(state=TaskState.CLAIMED, lease_until__lt=now or timezone.now())
    # One statement: a write that extended the lease meanwhile is seen, and wins.
    return lapsed.update(state=TaskState.WAITING, marker=None, lease_until=None, fence=F("fence") + 1)


@transaction.atomic
def reassign_task(*, task: MarkingTask, to: User | None, by: User, reason: str) -> MarkingTask:
    """Reserve a task for another teacher (None: for any teacher), taking it from its marker.

    Raises NotFree for a closed task, NotATeacherOfThis.
    """
    task = MarkingTask.objects.select_for_update(of=("self",)).get(pk=task.pk)
    if task.state not in (TaskState.WAITING, TaskState.CLAIMED):
        raise NotFree
    if to is not None and (to.role != Role.TEACHER or not tasks_visible_to(to).filter(pk=task.pk).exists()):
        raise NotATeacherOfThis
    if to is not None and to.pk == task.not_for_id:
        raise NotATeacherOfThis("This teacher marked the script before.")
    facts = {"from": task.marker_id, "to": to.pk if to else None}
    task.reserved_for = to
    _free(task)
    record(actor=by, action="evaluations.task_reassigned", target=task, reason=reason, facts=facts)
    return task


def _free(task: MarkingTask) -> None:
    task.state, task.marker, task.lease_until, task.fence = TaskState.WAITING, None, None, task.fence + 1
    task.save(update_fields=["state", "marker", "lease_until", "fence", "reserved_for"])
