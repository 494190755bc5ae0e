"""Who may see and mark which script."""

from datetime import datetime

from django.db.models import Expression, Q, QuerySet
from django.utils import timezone

from accounts.choices import Role
from accounts.models import User
from evaluations.choices import TaskState
from evaluations.models import MarkingTask, ReEvaluation
from evaluations.models.marking import IN_QUEUE
from exams.access.attempts import attempts_visible_to
from learning.classroom.access import is_taught_by_fetched, taught_in_parts
from mathvidya.lib.errors import NotFound

_WITH = ("script__attempt__exam", "script__attempt__exam_paper", "subject", "student", "marker", "reserved_for")

# Querysets without a task in common and with nothing joined: of everybody, which may be any number, and of the students
# of a teacher's own batches, which are few, one for each subject.
Parts = tuple[QuerySet[MarkingTask], list[QuerySet[MarkingTask]]]


def tasks_visible_to(user: User) -> QuerySet[MarkingTask]:
    """Return, for a teacher, the tasks of pupils they teach the subject to; for an administrator all."""
    tasks = MarkingTask.objects.select_related(*_WITH)
    if user.role == Role.ADMIN:
        return tasks
    if user.role == Role.TEACHER:
        return tasks.filter(is_taught_by_fetched(user))
    return tasks.none()


def tasks_open_to(user: User) -> QuerySet[MarkingTask]:
    """Return a teacher's queue: what they may claim now, and what they hold."""
    return tasks_visible_to(user).filter(_is_open_to(user))


def open_in_parts(user: User) -> Parts:
    """Return `tasks_open_to` in parts."""
    many, few = visible_in_parts(user)
    return many.filter(_is_open_to(user)), [part.filter(_is_open_to(user)) for part in few]


def visible_in_parts(user: User) -> Parts:
    """Return `tasks_visible_to` in parts."""
    tasks = MarkingTask.objects.all()
    if user.role == Role.ADMIN:
        return tasks, []
    if user.role != Role.TEACHER:
        return tasks.none(), []
    everywhere, in_batches = taught_in_parts(user)
    return tasks.filter(everywhere), [tasks.filter(part) for part in in_batches]


def _is_open_to(user: User) -> Q:
    return IN_QUEUE & (Q(state=TaskState.CLAIMED, marker=user) | is_free_for(user, timezone.now()))


def is_free_for(teacher: User | Expression, now: datetime | Expression) -> Q:
    """Return the condition that this teacher, if they teach the pupil, may take the task now.

    Plain conditions on the row: in the order of `task_open` the head of the queue is read, and no more.
    """
    is_waiting = Q(state=TaskState.WAITING, ready_at__lte=now)
    return is_waiting & (Q(reserved_for=None) | Q(reserved_for=teacher)) & ~Q(not_for=teacher)


def get_task(user: User, pk: int) -> MarkingTask:
    """Return a task that `user` may see. Raises NotFound (404)."""
    task = tasks_visible_to(user).filter(pk=pk).first()
    if task is None:
        raise NotFound
    return task


def get_finished_task(user: User, pk: int) -> MarkingTask:
    """Return a task whose marks count in a result. Raises NotFound."""
    task = get_task(user, pk)
    if task.state != TaskState.DONE:
        raise NotFound
    return task


def requests_visible_to(user: User) -> QuerySet[ReEvaluation]:
    return ReEvaluation.objects.select_related("attempt__exam", "attempt__student").filter(
        attempt__in=attempts_visible_to(user).order_by().values("pk")
    )
