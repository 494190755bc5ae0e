"""What only a demo may write: people with known passwords, and attempts that lie in the past."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from accounts.actions.guardians import confirm_link, invite_guardian
from accounts.actions.people import create_person
from accounts.choices import Purpose, Role
from accounts.models import StudentProfile, User
from evaluations.choices import TaskState
from evaluations.models import MarkingTask, Script
from exams.models import Attempt, Exam
from learning.classroom.actions import choose_programmes
from learning.curriculum.queries import programmes_by_code
from mathvidya.demo.people import Person


@transaction.atomic
def add_person(*, person: Person) -> User:
    """Return the person with profile, verified address and, for a child, a consenting guardian; unchanged if known."""
    known = User.objects.filter(email=person.email).first()
    if known is not None:
        return known
    profile = {"school": person.school} if person.role == Role.STUDENT else {}
    if person.role == Role.TEACHER:
        profile = {"qualification": "M.Sc., B.Ed."}
    user = create_person(
        email=person.email,
        password=person.password or None,
        role=person.role,
        first_name=person.first_name,
        last_name=person.last_name,
        date_of_birth=person.born,
        language=person.language,
        is_superuser=person.role == Role.ADMIN,
        **profile,
    )
    StudentProfile.objects.filter(user=user).update(onboarded_at=timezone.now())
    if person.programme:
        choose_programmes(student=user, programmes=programmes_by_code([person.programme]))
    if person.guardian:
        link = invite_guardian(child=user, guardian_email=person.guardian, relation="parent")
        confirm_link(link=link, by=User.objects.get(email=person.guardian), purposes=[Purpose.LEARNING])
        user.refresh_from_db()
    return user


@transaction.atomic
def move_attempt(*, attempt: Attempt, ago: timedelta, due_at: datetime) -> None:
    """Let a submitted attempt, and its script if there is one, have taken place `ago`, promised for `due_at`."""
    Attempt.objects.filter(pk=attempt.pk).update(
        started_at=F("started_at") - ago - timedelta(hours=2),
        submitted_at=F("submitted_at") - ago,
        deadline_at=F("deadline_at") - ago,
    )
    scripts = Script.objects.filter(attempt=attempt)
    scripts.update(due_at=due_at)
    MarkingTask.objects.filter(script__in=scripts, state=TaskState.WAITING).update(due_at=due_at)


@transaction.atomic
def close_exam(*, exam: Exam, closed_at: datetime) -> None:
    """Let the exam's window have ended at `closed_at`."""
    Exam.objects.filter(pk=exam.pk).update(opens_at=closed_at - timedelta(days=1), closes_at=closed_at)
