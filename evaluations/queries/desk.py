"""The queue and the promised times."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from statistics import median
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from accounts.choices import Role
from accounts.models import User
from evaluations.access.desk import Parts, open_in_parts, tasks_open_to, tasks_visible_to, visible_in_parts
from evaluations.choices import TaskState
from evaluations.models import MarkingTask
from evaluations.models.marking import IN_QUEUE
from learning.classroom.models import Teaching
from mathvidya.institute.queries import get_calendar
from mathvidya.lib.counts import count_up_to
from mathvidya.lib.keysets import Window, window_of

LOOKING_BACK = timedelta(days=30)
SOON = timedelta(hours=4)
MEASURED = 2000
_JOINED = ("script__attempt__exam", "script__attempt__exam_paper", "subject", "student", "marker", "reserved_for")
_SHOWN = (
    *("purpose", "state", "due_at", "fence", "lease_until", "not_for_id"),
    *("script__page_count", "script__attempt__submitted_at"),
    *("script__attempt__exam__title", "script__attempt__exam_paper__title", "subject__code"),
    *(f"{person}__{name}" for person in ("student", "marker", "reserved_for") for name in ("first_name", "last_name")),
)


def queue_of(user: User) -> QuerySet[MarkingTask]:
    """Return what this teacher holds and may claim, the most urgent first."""
    return tasks_open_to(user).order_by("due_at", "id")


def head_of_queue(user: User, limit: int) -> list[MarkingTask]:
    """The first `limit` of `queue_of`."""
    return in_full(keys_of(queue_of(user))[:limit])


def keys_of(tasks: QuerySet[MarkingTask]) -> QuerySet[MarkingTask]:
    """The same tasks with nothing joined, for `in_full`. They come first: for a teacher of few batches the
    database would otherwise join all that a line shows to thousands of scripts of others."""
    return tasks.select_related(None).only("pk", "due_at")


def in_full(keys: Iterable[MarkingTask]) -> list[MarkingTask]:
    """The tasks of `keys`, in their order, with what a line of the queue shows and nothing else. One query."""
    wanted = [key.pk for key in keys]
    found = MarkingTask.objects.select_related(*_JOINED).only(*_SHOWN).in_bulk(wanted)
    return [found[pk] for pk in wanted if pk in found]


def count_waiting_for(user: User) -> int:
    """How many scripts wait for this person, as far as `mathvidya.lib.counts` counts."""
    many, few = open_in_parts(user)
    return sum(count_up_to(part.filter(state=TaskState.WAITING)) for part in [many, *few])


def in_queue(tasks: Parts) -> Parts:
    """Those of them that are not done."""
    many, few = tasks
    return many.filter(IN_QUEUE), [part.filter(IN_QUEUE) for part in few]


def promises_of(tasks: Parts, tonight: datetime) -> dict[str, int]:
    """How many of these open tasks wait, are being marked, are late, and are due until `tonight`.

    Counted as far as `mathvidya.lib.counts` does: one query for all numbers of each part that is few, and one for each
    number of what may be many, which ends there.
    """
    now = timezone.now()
    wanted = {
        "waiting": Q(state=TaskState.WAITING),
        "claimed": Q(state=TaskState.CLAIMED),
        "late": Q(due_at__lt=now),
        "promised_today": Q(due_at__gte=now, due_at__lt=tonight),
    }
    many, few = tasks
    counts = {name: Count("pk", filter=which) for name, which in wanted.items()}
    known = [part.order_by().aggregate(**counts) for part in few]
    return {name: sum(part[name] for part in known) + count_up_to(many.filter(which)) for name, which in wanted.items()}


def as_entry(task: MarkingTask, now: datetime | None = None) -> dict[str, Any]:
    """Return a line of the queue. The marker does not see the student's name; `student` is for administrators."""
    attempt = task.script.attempt
    now = now or timezone.now()
    return {
        "id": task.pk,
        "exam": attempt.exam.title,
        "paper": attempt.exam_paper.title,
        "subject": task.subject.code,
        "purpose": task.purpose,
        "state": task.state,
        "pages": task.script.page_count,
        "submitted_at": attempt.submitted_at,
        "due_at": task.due_at,
        "urgency": "late" if task.due_at < now else "soon" if task.due_at < now + SOON else "calm",
        "fence": task.fence,
        "lease_until": task.lease_until,
        "url": reverse("marking", args=[task.pk]),
    }


def sla_of(user: User) -> dict[str, Any]:
    """`promises_of` what is open, how many were done today; the median turnaround in hours and the share of promises
    kept, of the newest MEASURED scripts of 30 days."""
    now = timezone.now()
    midnight = now.astimezone(get_calendar().zone).replace(hour=0, minute=0, second=0, microsecond=0)
    done = MarkingTask.objects.filter(state=TaskState.DONE, **({} if user.role == Role.ADMIN else {"marker": user}))
    newest = done.filter(done_at__gte=now - LOOKING_BACK).order_by("-done_at")[:MEASURED]
    rows = newest.values_list("done_at", "created_at", "due_at")
    ends = [(finished, began, due) for finished, began, due in rows if finished is not None]
    hours = [(finished - began).total_seconds() / 3600 for finished, began, _due in ends]
    kept = sum(finished <= due for finished, _began, due in ends)
    return {
        **promises_of(_open_in_parts(user), midnight + timedelta(days=1)),
        "done_today": count_up_to(done.filter(done_at__gte=midnight)),
        "median_hours": round(median(hours), 1) if hours else None,
        "kept_percent": round(100 * kept / len(hours)) if hours else None,
    }


def split_queue(tasks: Iterable[MarkingTask], user: User) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Split the queue's lines into those this person holds and those that wait."""
    tasks = list(tasks)
    return (
        [as_entry(task) for task in tasks if task.marker_id == user.pk],
        [as_entry(task) for task in tasks if task.state == TaskState.WAITING],
    )


def board_of(user: User, asked: Mapping[str, str], *, size: int) -> tuple[list[dict[str, Any]], Window[MarkingTask]]:
    """Lines of `size` tasks that are not done, the most urgent first, from where `asked` says; and their window."""
    window = window_of([keys_of(_open_for(user))], ("due_at", "pk"), asked, size=size)
    return [{**as_entry(task), "task": task} for task in in_full(window.rows)], window


def teachers_for(task: MarkingTask) -> QuerySet[User]:
    """Return who may be asked to mark it: active teachers of its subject by name, without its earlier marker."""
    teachings = Teaching.objects.filter(subject=task.subject_id).values("teacher")
    teachers = User.objects.filter(pk__in=teachings, is_active=True).exclude(Q(pk=task.not_for_id))
    return teachers.order_by("first_name", "last_name", "pk")


def count_waiting() -> int:
    """Return the value of the gauge: tasks that wait."""
    return MarkingTask.objects.waiting().count()


def count_overdue() -> int:
    """Return the value of the gauge: open tasks past their due time."""
    return MarkingTask.objects.overdue().count()


def count_lapsed() -> int:
    """Return the value of the gauge: leases that the sweep of each minute should have ended."""
    return MarkingTask.objects.filter(state=TaskState.CLAIMED, lease_until__lt=timezone.now()).count()


def _open_for(user: User) -> QuerySet[MarkingTask]:
    """What is not done: everything for an administrator, for a teacher what they hold or may claim."""
    return tasks_visible_to(user).filter(IN_QUEUE) if user.role == Role.ADMIN else tasks_open_to(user)


def _open_in_parts(user: User) -> Parts:
    """`_open_for` in parts."""
    return in_queue(visible_in_parts(user)) if user.role == Role.ADMIN else open_in_parts(user)
