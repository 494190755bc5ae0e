"""What each role needs to see first. Query counts do not grow with the rows."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from accounts.access.people import awaiting_consent, children_of
from accounts.choices import Role
from accounts.models import User
from evaluations.access.desk import tasks_visible_to
from evaluations.choices import TaskState
from evaluations.models import MarkingTask
from exams.access.exams import exams_managed_by, exams_of_outer_student
from exams.choices import AttemptStatus
from exams.models import Attempt, Exam
from insights.queries.attempts import OPEN, SHORT_LIST, AttemptRow, ExamRow, get_attempts
from insights.queries.progress import get_progress, get_progress_of
from insights.rules import Progress
from learning.classroom.queries import attach_programmes
from mathvidya.outbox.models import Delivery


@dataclass(frozen=True)
class StudentHome:
    """`waiting` are submitted attempts whose result is not out yet."""

    running: list[AttemptRow]
    open_exams: list[ExamRow]
    upcoming: list[ExamRow]
    waiting: list[AttemptRow]
    progress: Progress


@dataclass(frozen=True)
class ChildCard:
    child: User
    running: list[Attempt]
    waiting: list[Attempt]
    progress: Progress
    next_exam: Exam | None


@dataclass(frozen=True)
class TeacherHome:
    """Counts of marking tasks, and exams that are open or waiting for their results to be published."""

    mine: list[MarkingTask]
    waiting: int
    due_today: int
    late: int
    running_exams: list[Exam]


@dataclass(frozen=True)
class Overview:
    """The institute at a glance. `people` maps a role to how many are active."""

    people: dict[str, int]
    awaiting_consent: int
    running_attempts: int
    open_exams: list[Exam]
    waiting_tasks: int
    late_tasks: int
    oldest_due: datetime | None
    parked_deliveries: int


def get_student_home(student: User) -> StudentHome:
    """Return the home of a student."""
    attempts = get_attempts(student.pk, timezone.now())
    return StudentHome(
        running=attempts.running,
        open_exams=attempts.open_exams,
        upcoming=attempts.upcoming,
        waiting=attempts.waiting,
        progress=get_progress(student.pk),
    )


def get_parent_home(guardian: User) -> list[ChildCard]:
    """Return one card for each confirmed child."""
    soonest = exams_of_outer_student().filter(opens_at__gt=timezone.now()).order_by("opens_at").values("pk")[:1]
    annotated = children_of(guardian).annotate(next_exam_id=Subquery(soonest))
    children = list(annotated.select_related("student_profile").order_by("first_name"))
    attach_programmes(children)
    exams = Exam.objects.select_related("subject").in_bulk([child.next_exam_id for child in children])
    running, waiting = _unfinished(children)
    progress = get_progress_of([child.pk for child in children])
    return [
        ChildCard(
            child=child,
            running=running[child.pk],
            waiting=waiting[child.pk][:SHORT_LIST],
            progress=progress[child.pk],
            next_exam=exams.get(child.next_exam_id),
        )
        for child in children
    ]


def get_teacher_home(teacher: User) -> TeacherHome:
    """Return the home of a teacher."""
    now = timezone.now()
    tasks = tasks_visible_to(teacher).filter(state__in=[TaskState.WAITING, TaskState.CLAIMED]).order_by()
    counts = tasks.aggregate(
        waiting=Count("pk", filter=Q(state=TaskState.WAITING)),
        due_today=Count("pk", filter=Q(due_at__lt=_end_of_day())),
        late=Count("pk", filter=Q(due_at__lt=now)),
    )
    mine = tasks.filter(state=TaskState.CLAIMED, marker=teacher).select_related("script__attempt__exam")
    return TeacherHome(mine=list(mine.order_by("due_at")), running_exams=_running(exams_managed_by(teacher)), **counts)


def get_overview() -> Overview:
    """Return the overview of an administrator."""
    roles = User.objects.filter(is_active=True).values_list("role").annotate(Count("pk")).order_by("role")
    open_tasks = MarkingTask.objects.open()
    return Overview(
        people={str(Role(role).label): number for role, number in roles},
        awaiting_consent=awaiting_consent(timezone.localdate()).filter(is_active=True).count(),
        running_attempts=Attempt.objects.filter(status__in=OPEN).count(),
        open_exams=_running(Exam.objects.all()),
        waiting_tasks=open_tasks.count(),
        late_tasks=MarkingTask.objects.overdue().count(),
        oldest_due=open_tasks.order_by("due_at").values_list("due_at", flat=True).first(),
        parked_deliveries=Delivery.objects.filter(parked_at__isnull=False).count(),
    )


def _unfinished(students: Iterable[User]) -> tuple[defaultdict[int, list[Attempt]], defaultdict[int, list[Attempt]]]:
    """Return by student id the attempts that are open, and those submitted whose result is not out yet; the newest
    first.
    """
    running: defaultdict[int, list[Attempt]] = defaultdict(list)
    waiting: defaultdict[int, list[Attempt]] = defaultdict(list)
    # What is open has no result yet, either.
    attempts = Attempt.objects.filter(published_run=None, student__in=students)
    for attempt in attempts.select_related("exam", "exam_paper"):
        (running if attempt.status in OPEN else waiting)[attempt.student_id].append(attempt)
    return running, waiting


def _running(exams: QuerySet[Exam]) -> list[Exam]:
    now = timezone.now()
    window = exams.filter(published_at__isnull=False, opens_at__lte=now, closes_at__gt=now - timedelta(days=7))
    soonest = list(window.order_by("closes_at").values_list("pk", flat=True)[:SHORT_LIST])
    counted = (
        Exam.objects.filter(pk__in=soonest)
        .select_related("subject")
        .annotate(
            attempt=_attempts_of_exam(status__in=OPEN),
            submitted=_attempts_of_exam(status=AttemptStatus.SUBMITTED),
            results_out=_attempts_of_exam(published_run__isnull=False),
        )
    )
    return list(counted.order_by("closes_at"))


def _attempts_of_exam(**which: Any) -> Coalesce:
    """Return how many such attempts the exam of the outer query has; counted for the few exams that are shown."""
    attempts = Attempt.objects.filter(exam=OuterRef("pk"), **which).order_by()
    return Coalesce(Subquery(attempts.values("exam").annotate(number=Count("pk")).values("number")), 0)


def _end_of_day() -> datetime:
    """Midnight in the active zone, which is the reader's."""
    local = timezone.localtime()
    return local.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
