"""The school of a drill: its people, and an exam of its own for every fault. Needs Django set up."""

from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache
from typing import Any

from django.core.files.storage import default_storage
from django.utils import timezone

from accounts.actions.tokens import open_family
from accounts.choices import Role
from accounts.models import User
from evaluations.choices import PageState
from evaluations.models import MarkingTask, Page
from evaluations.tasks import prepare_page
from exams.choices import ReleaseRule
from exams.models import Attempt, Exam, PaperVersion
from exams.tasks import submit_overdue_attempts
from learning.classroom.models import BatchMember, Teaching
from mathvidya.notifications.models import Delivery
from mathvidya.notifications.tasks import send_delivery
from mathvidya.testing.factories.accounts import UserFactory
from mathvidya.testing.factories.classroom import batch_of
from mathvidya.testing.factories.evaluations import photograph
from mathvidya.testing.factories.exams import (
    ALL,
    OBJECTIVE,
    frozen_paper,
    open_exam,
    subject_maths_10,
    submitted_attempt,
)
from rigs.drill.clients import Person
from rigs.processes import wait_until


@dataclass(frozen=True)
class Setting:
    """A fault's own exam with its students: what one fault breaks, no other one counts."""

    exam: int
    paper: int
    students: list[Person]
    teachers: list[Person] = field(default_factory=list)


@cache
def paper(*, written: bool) -> PaperVersion:
    """Return a frozen paper of the school: choices and numbers only, or with questions for the marking desk."""
    names = ALL if written else OBJECTIVE
    return frozen_paper(ref="drill-written" if written else "drill", names=names)


def person(role: Role, name: str) -> Person:
    """Return a new person of this role, cleared for everything."""
    user: Any = UserFactory(role=role, first_name=name, email=f"{name}@example.org".lower())
    return Person(user.pk, user.email, open_family(user=user, device="drill").access)


def open_setting(name: str, *, students: int, teachers: int = 0, written: bool = False) -> Setting:
    """Make a batch of new students, teachers who teach it, and an open exam.

    Without written questions the result is out when the student submits: each of them gets a notice and a mail.
    """
    batch = batch_of("cbse-10", name=name)
    pupils = [person(Role.STUDENT, f"{name}-student{n}") for n in range(students)]
    BatchMember.objects.bulk_create(BatchMember(batch=batch, student_id=pupil.id) for pupil in pupils)
    staff = [person(Role.TEACHER, f"{name}-teacher{n}") for n in range(teachers)]
    Teaching.objects.bulk_create(
        Teaching(teacher_id=teacher.id, subject=subject_maths_10(), batch=batch) for teacher in staff
    )
    release = ReleaseRule.WHEN_MARKED if written else ReleaseRule.ON_SUBMIT
    exam: Exam = open_exam(paper_version=paper(written=written), batch=batch, release_rule=release)
    return Setting(exam.pk, exam.papers.get().pk, pupils, staff)


def waiting_scripts(setting: Setting) -> list[int]:
    """Submit an attempt of every student; return the tasks that the relay made of them."""
    exam = Exam.objects.get(pk=setting.exam)
    users = User.objects.filter(pk__in=[student.id for student in setting.students])
    attempts = [submitted_attempt(student=user, exam=exam).pk for user in users]
    tasks = MarkingTask.objects.filter(script__attempt__in=attempts)
    wait_until(lambda: tasks.count() == len(attempts), "every script waits at the desk", seconds=60)
    return list(tasks.values_list("pk", flat=True))


def set_deadline(attempts: list[int], *, seconds: float) -> None:
    """Let these attempts end `seconds` from now."""
    Attempt.objects.filter(pk__in=attempts).update(deadline_at=timezone.now() + timedelta(seconds=seconds))


def let_lease_lapse(task: int) -> None:
    """Move the lease into the past, as if half an hour had gone by since the teacher's last write."""
    MarkingTask.objects.filter(pk=task).update(lease_until=timezone.now() - timedelta(seconds=1))


def picture(text: str) -> bytes:
    """Return a photographed sheet as a phone makes it; another text gives other bytes."""
    return photograph(text, size=(900, 1200))


def all_submitted(attempts: list[int]) -> bool:
    """Return whether none of these attempts is open any more."""
    return not Attempt.objects.filter(pk__in=attempts, submitted_at=None).exists()


def pages_cut_off(pages: list[int]) -> list[int]:
    """Return pages whose pictures are in the storage although no row says that they are ready."""
    received = Page.objects.filter(pk__in=pages, state=PageState.RECEIVED).select_related("upload")
    return [page.pk for page in received if default_storage.exists(f"pages/{page.attempt_id}/{page.upload_id}/1.jpg")]


def run_tasks_again(pages: list[int]) -> None:
    """Send every task about these pages twice more, and all mails of the last minutes."""
    for page in pages * 2:
        prepare_page.delay(page)
    for delivery in Delivery.objects.order_by("-pk").values_list("pk", flat=True)[:50]:
        send_delivery.delay(delivery)
        send_delivery.delay(delivery)


def sweep() -> None:
    """Ask the workers to submit what is overdue."""
    submit_overdue_attempts.delay()


def is_waiting(task: int) -> bool:
    """Return whether this script is free to be claimed again."""
    return MarkingTask.objects.waiting().filter(pk=task).exists()
