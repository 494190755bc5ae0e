"""The queue and the promised times."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from statistics import median
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from accounts.choices import Role
from accounts.models import User
from evaluations.access.desk import tasks_open_to, tasks_visible_to
from evaluations.choices import TaskState
from evaluations.models import MarkingTask
from evaluations.models.marking import IN_QUEUE
from learning.classroom.models import Teaching
from mathvidya.institute.queries import get_calendar

LOOKING_BACK = timedelta(days=30)
SOON = timedelta(hours=4)
BOARD_SHOWN = 200
MEASURED = 2000
COUNTED = 1000


def queue_of(user: User) -> QuerySet[MarkingTask]:
    """Return what this teacher holds and may claim, the most urgent first."""
    return tasks_open_to(user).order_by("due_at", "id")


def head_of_queue(user: User, limit: int) -> list[MarkingTask]:
    """Return the first `limit` of `queue_of`. Their keys are read first: for a teacher of few batches the database
    would otherwise join everything a line shows to thousands of scripts of others.
    """
    queue = queue_of(user)
    return list(queue.filter(pk__in=list(queue.values_list("pk", flat=True)[:limit])))


def count_waiting_for(user: User) -> tuple[int, bool]:
    """Return how many scripts wait for this person, counted to COUNTED at most, and whether there are more."""
    found = tasks_open_to(user).filter(state=TaskState.WAITING)[: COUNTED + 1].count()
    return min(found, COUNTED), found > COUNTED


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
    """Return counts of what waits, is claimed, late, due and done today; the median turnaround in hours and the share
    of promises kept, of the newest MEASURED scripts of 30 days.
    """
    now = timezone.now()
    midnight = now.astimezone(get_calendar().zone).replace(hour=0, minute=0, second=0, microsecond=0)
    done = MarkingTask.objects.filter(state=TaskState.DONE, **({} if user.role == Role.ADMIN else {"marker": user}))
    counts = _open_for(user).aggregate(
        waiting=Count("pk", filter=Q(state=TaskState.WAITING)),
        claimed=Count("pk", filter=Q(state=TaskState.CLAIMED)),
        late=Count("pk", filter=Q(due_at__lt=now)),
        promised_today=Count("pk", filter=Q(due_at__gte=now, due_at__lt=midnight + timedelta(days=1))),
    )
    newest = done.filter(done_at__gte=now - LOOKING_BACK).order_by("-done_at")[:MEASURED]
    rows = newest.values_list("done_at", "created_at", "due_at")
    ends = [(finished, began, due) for finished, began, due in rows if finished is not None]
    hours = [(finished - began).total_seconds() / 3600 for finished, began, _due in ends]
    kept = sum(finished <= due for finished, _began, due in ends)
    return {
        **counts,
        "done_today": done.filter(done_at__gte=midnight).count(),
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


def board_of(user: User) -> list[dict[str, Any]]:
    """Return every task that is not done, the most urgent first, with the teachers who may mark it; a constant number
    of queries.
    """
    tasks = list(_open_for(user).order_by("due_at", "id")[:BOARD_SHOWN])
    teachers = teachers_for(tasks) if user.role == Role.ADMIN else {}
    return [{**as_entry(task), "task": task, "teachers": teachers.get(task.pk, [])} for task in tasks]


def teachers_for(tasks: list[MarkingTask]) -> dict[int, list[User]]:
    """Return who may be asked to mark each task: teachers of its subject who did not mark it before. Two queries."""
    subjects = {task.subject_id for task in tasks}
    teachings = Teaching.objects.filter(subject__in=subjects, teacher__is_active=True).select_related("teacher")
    of_subject: dict[int, dict[int, User]] = {}
    for teaching in teachings.order_by("teacher__first_name", "teacher_id"):
        of_subject.setdefault(teaching.subject_id, {})[teaching.teacher_id] = teaching.teacher
    return {
        task.pk: [person for pk, person in of_subject.get(task.subject_id, {}).items() if pk != task.not_for_id]
        for task in tasks
    }


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
