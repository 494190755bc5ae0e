"""Making and changing people."""

from datetime import date
from types import MappingProxyType
from typing import Any

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.actions.guardians import invite_guardian
from accounts.choices import Role
from accounts.events import PersonRegistered
from accounts.models import StudentProfile, TeacherProfile, User
from accounts.models.users import normalise_email
from accounts.queries.student_parts import Answers, split_answers, student_parts
from mathvidya.audit.records import record
from mathvidya.lib.errors import DomainError
from mathvidya.outbox.registry import emit

PERSON_FIELDS = {"first_name", "last_name", "date_of_birth", "phone", "time_zone", "language"}
STUDENT_FIELDS = {"school", "roll_number"}

NO_ANSWERS: Answers = MappingProxyType({})


class AddressTaken(DomainError):
    code = "email_taken"
    status = 409
    detail = _("There is an account with this address already.")


@transaction.atomic
def register_person(
    *,
    email: str,
    password: str | None,
    first_name: str,
    last_name: str,
    role: Role,
    date_of_birth: date | None = None,
    school: str = "",
    guardian_email: str = "",
    language: str = "en",
    answers: Answers = NO_ANSWERS,
) -> User:
    """Register a person who fills in the form for themselves.

    A child's guardian is invited; the account is pending until they agree.

    `answers`: what apps above asked a student (queries.student_parts). Raises AddressTaken (409).
    """
    try:
        with transaction.atomic():
            user = User.objects.create_user(
                email,
                password,
                first_name=first_name,
                last_name=last_name,
                role=role,
                date_of_birth=date_of_birth,
                language=language,
            )
    except IntegrityError as error:
        raise AddressTaken from error
    if role == Role.STUDENT:
        StudentProfile.objects.create(user=user, school=school)
        _keep_answers(user, answers)
    emit(PersonRegistered(user_id=user.pk, role=role))
    if guardian_email and user.is_minor(timezone.localdate()):
        invite_guardian(child=user, guardian_email=guardian_email)
    return user


@transaction.atomic
def create_person(*, email: str, password: str | None, role: Role, first_name: str, **facts: Any) -> User:
    """Create an account for a person known to the institute; the address counts as verified.

    `facts`: any field of User, StudentProfile (school, roll_number) or TeacherProfile (daily_capacity).
    """
    student = {key: facts.pop(key) for key in list(facts) if key in STUDENT_FIELDS}
    teacher = {key: facts.pop(key) for key in list(facts) if key in {"daily_capacity", "qualification"}}
    user = User.objects.create_user(email, password, role=role, first_name=first_name, **facts)
    verify_address(user=user)
    if role == Role.STUDENT:
        StudentProfile.objects.create(user=user, **student)
    elif role == Role.TEACHER:
        TeacherProfile.objects.create(user=user, **teacher)
    emit(PersonRegistered(user_id=user.pk, role=role))
    return user


@transaction.atomic
def verify_address(*, user: User) -> None:
    """Count the person's address as verified: proven by the institute, by Google or by a link from a mail."""
    EmailAddress.objects.filter(user=user).exclude(email=user.email).delete()
    EmailAddress.objects.update_or_create(
        user=user, email=normalise_email(user.email), defaults={"verified": True, "primary": True}
    )


@transaction.atomic
def update_person(*, person: User, facts: dict[str, Any]) -> User:
    """Change profile fields and a student's answers; those not named stay.

    The caller has checked them (`api.people`, `forms.profile`).
    """
    own = {key: value for key, value in facts.items() if key in PERSON_FIELDS}
    for field, value in own.items():
        setattr(person, field, value)
    if own:
        person.save(update_fields=list(own))
    student = {key: value for key, value in facts.items() if key in STUDENT_FIELDS}
    if student and person.role == Role.STUDENT:
        StudentProfile.objects.update_or_create(user=person, defaults=student)
        person.refresh_from_db()
    if person.role == Role.STUDENT:
        _keep_answers(person, split_answers(facts)[1])
    return person


@transaction.atomic
def finish_onboarding(
    *,
    student: User,
    school: str,
    goals: list[str],
    subjects: list[str],
    preferences: dict[str, Any],
    answers: Answers = NO_ANSWERS,
) -> User:
    """Record what a student said about themselves at the start; may be repeated."""
    StudentProfile.objects.update_or_create(
        user=student,
        defaults={
            "school": school,
            "goals": goals,
            "study_preferences": {**preferences, "subjects": subjects},
            "onboarded_at": timezone.now(),
        },
    )
    _keep_answers(student, answers)
    student.refresh_from_db()
    return student


@transaction.atomic
def save_by_admin(*, person: User, by: Any, is_new: bool, changed: list[str]) -> None:
    """Save a person that an administrator created or changed, and audit which fields.

    A new person has no password: they choose one by "forgot password".
    """
    person.email = normalise_email(person.email)
    if is_new:
        person.set_unusable_password()
    person.save()
    if is_new or "email" in changed:
        verify_address(user=person)
    action = "accounts.person_created" if is_new else "accounts.person_changed"
    record(actor=by, action=action, target=person, facts={"fields": changed})
    if is_new:
        emit(PersonRegistered(user_id=person.pk, role=person.role))


def _keep_answers(student: User, answers: Answers) -> None:
    for part in student_parts():
        part.save(student, answers)
