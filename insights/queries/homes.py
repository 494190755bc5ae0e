"""What each role needs to see first. Query counts do not grow with the rows."""

import time
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, QuerySet, Subquery
from django.utils import timezone

from accounts.access.people import awaiting_consent, children_of
from accounts.choices import Role
from accounts.models import User
from evaluations.access.desk import tasks_visible_to, visible_in_parts
from evaluations.choices import TaskState
from evaluations.models import MarkingTask
from evaluations.queries.desk import in_queue, promises_of
from exams.access.exams import exams_managed_by, exams_of_outer_student
from exams.models import Attempt, Exam
from exams.queries.exams import with_counts
from insights.queries.attempts import OPEN, SHORT_LIST, AttemptRow, ExamRow, get_attempts
from insights.queries.progress import get_progress, get_progress_of
from insights.rules import Progress
from learning.classroom.queries import attach_programmes
from mathvidya.lib.counts import count_up_to
from mathvidya.lib.process_caches import remembered
from mathvidya.outbox.models import Delivery

DESK_SHOWN = 10
KEPT_FOR = 60  # seconds


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
    """The home of a teacher."""
    counts = promises_of(in_queue(visible_in_parts(teacher)), tonight=_end_of_day())
    mine = tasks_visible_to(teacher).filter(state=TaskState.CLAIMED, marker=teacher).order_by("due_at")
    return TeacherHome(
        mine=list(mine[:DESK_SHOWN]),
        waiting=counts["waiting"],
        due_today=counts["late"] + counts["promised_today"],
        late=counts["late"],
        running_exams=_running(exams_managed_by(teacher)),
    )


def get_overview() -> Overview:
    """The overview of an administrator."""
    open_tasks = MarkingTask.objects.open()
    return Overview(
        people={str(Role(role).label): number for role, number in _active_people(int(time.time() // KEPT_FOR))},
        awaiting_consent=awaiting_consent(timezone.localdate()).filter(is_active=True).count(),
        running_attempts=count_up_to(Attempt.objects.filter(status__in=OPEN)),
        open_exams=_running(Exam.objects.all()),
        waiting_tasks=count_up_to(open_tasks),
        late_tasks=count_up_to(MarkingTask.objects.overdue()),
        oldest_due=open_tasks.order_by("due_at").values_list("due_at", flat=True).first(),
        parked_deliveries=count_up_to(Delivery.objects.filter(parked_at__isnull=False)),
    )


@remembered(maxsize=1)
def _active_people(_period: int) -> list[tuple[str, int]]:
    """[(role, how many are active)]; counted once in KEPT_FOR, for it reads everybody."""
    return list(User.objects.filter(is_active=True).values_list("role").annotate(Count("pk")).order_by("role"))


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
    return list(with_counts(Exam.objects.filter(pk__in=soonest)).order_by("closes_at"))


def _end_of_day() -> datetime:
    """Midnight in the active zone, which is the reader's."""
    local = timezone.localtime()
    return local.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
