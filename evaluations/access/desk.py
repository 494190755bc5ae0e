"""Who may see and mark which script."""

from collections import defaultdict

from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.choices import Role
from accounts.models import User
from evaluations.choices import TaskState
from evaluations.models import MarkingTask, ReEvaluation
from evaluations.models.marking import IN_QUEUE
from exams.access.attempts import attempts_visible_to
from learning.classroom.models import BatchMember, Teaching
from mathvidya.lib.errors import NotFound

_WITH = ("script__attempt__exam", "script__attempt__exam_paper", "subject", "student", "marker", "reserved_for")


def tasks_visible_to(user: User) -> QuerySet[MarkingTask]:
    """A teacher: scripts of the pupils they teach the subject to. An administrator: all."""
    tasks = MarkingTask.objects.select_related(*_WITH)
    if user.role == Role.ADMIN:
        return tasks
    if user.role == Role.TEACHER:
        return tasks.filter(_taught_by(user))
    return tasks.none()


def tasks_open_to(user: User) -> QuerySet[MarkingTask]:
    """A teacher's queue: what they may claim now, and what they hold."""
    mine = Q(state=TaskState.CLAIMED, marker=user)
    # Plain conditions on the row: in the order of `task_open` the head of the queue is read, and no more.
    is_waiting = Q(state=TaskState.WAITING, ready_at__lte=timezone.now())
    free = is_waiting & (Q(reserved_for=None) | Q(reserved_for=user)) & ~Q(not_for=user, not_for__isnull=False)
    return tasks_visible_to(user).filter(IN_QUEUE, mine | free)


def get_task(user: User, pk: int) -> MarkingTask:
    """Raises NotFound."""
    task = tasks_visible_to(user).filter(pk=pk).first()
    if task is None:
        raise NotFound
    return task


def get_finished_task(user: User, pk: int) -> MarkingTask:
    """A task whose marks count in a result. Raises NotFound."""
    task = get_task(user, pk)
    if task.state != TaskState.DONE:
        raise NotFound
    return task


def requests_visible_to(user: User) -> QuerySet[ReEvaluation]:
    return ReEvaluation.objects.select_related("attempt__exam", "attempt__student").filter(
        attempt__in=attempts_visible_to(user).order_by().values("pk")
    )


def _taught_by(teacher: User) -> Q:
    """Tasks of the subjects that the teacher takes, everywhere or in their batches. Asks for the teachings at once:
    as plain values they let the database count a queue ten times as fast as when it looks them up for each task."""
    everywhere: set[int] = set()
    batches: defaultdict[int, list[int]] = defaultdict(list)
    for subject, batch in Teaching.objects.filter(teacher=teacher).values_list("subject_id", "batch_id"):
        if batch is None:
            everywhere.add(subject)
        else:
            batches[subject].append(batch)
    taught = Q(subject__in=everywhere)
    for subject in batches.keys() - everywhere:
        members = BatchMember.objects.filter(batch__in=batches[subject], left_on=None)
        taught |= Q(subject=subject, student__in=members.values("student"))
    return taught
