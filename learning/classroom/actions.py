"""Changes who learns what, and in which batch."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from accounts.actions.guardians import invite_guardian
from accounts.actions.people import AddressTaken, create_person, update_person
from accounts.choices import Role
from accounts.models import TeacherProfile, User
from learning.classroom.events import PersonInvited, PlaceEnded
from learning.classroom.models import Batch, BatchMember, Enrolment, Teaching
from learning.curriculum.models import Programme, Subject
from mathvidya.audit.records import record
from mathvidya.lib.errors import DomainError
from mathvidya.outbox.registry import emit


class WrongRole(DomainError):
    code = "wrong_role"
    status = 400
    detail = _("A student sits in a batch, a teacher teaches it.")


class BatchNameTaken(DomainError):
    code = "batch_name_taken"
    status = 409
    detail = _("There is a batch of this name already.")


@transaction.atomic
def create_batch(*, name: str, programme: Programme, year: str, by: User | None = None) -> Batch:
    """Create a batch. Raises BatchNameTaken (409)."""
    try:
        with transaction.atomic():
            batch = Batch.objects.create(name=name, programme=programme, year=year)
    except IntegrityError as error:
        raise BatchNameTaken from error
    record(actor=by, action="classroom.batch_created", target=batch)
    return batch


@transaction.atomic
def choose_programmes(*, student: User, programmes: Collection[Programme]) -> None:
    """Make `programmes` what a student learns by choice; what their batches teach is not touched.

    Raises WrongRole (400).
    """
    if student.role != Role.STUDENT:
        raise WrongRole
    dropped = Enrolment.objects.current().filter(student=student).exclude(programme__in=programmes)
    if dropped.update(left_on=localdate()):
        emit(PlaceEnded(user_id=student.pk))
    for programme in programmes:
        Enrolment.objects.get_or_create(student=student, programme=programme, left_on=None)


@transaction.atomic
def add_member(*, batch: Batch, student: User, by: User | None = None) -> BatchMember:
    """Give a student a place; a student who already has it keeps it. Raises WrongRole (400)."""
    if student.role != Role.STUDENT:
        raise WrongRole
    place, is_new = BatchMember.objects.get_or_create(batch=batch, student=student, left_on=None)
    if is_new:
        record(actor=by, action="classroom.member_added", target=batch, facts={"student_id": student.pk})
    return place


@transaction.atomic
def remove_member(*, batch: Batch, student: User, by: User | None = None) -> None:
    """End a student's place today; the row stays as the history of it."""
    left = BatchMember.objects.current().filter(batch=batch, student=student).update(left_on=localdate())
    if left:
        record(actor=by, action="classroom.member_removed", target=batch, facts={"student_id": student.pk})
        emit(PlaceEnded(user_id=student.pk))


@transaction.atomic
def set_batches(*, student: User, batches: list[Batch], by: User | None = None) -> None:
    """Make `batches` the places of a student."""
    for place in BatchMember.objects.current().filter(student=student).select_related("batch"):
        if place.batch not in batches:
            remove_member(batch=place.batch, student=student, by=by)
    for batch in batches:
        add_member(batch=batch, student=student, by=by)


@transaction.atomic
def assign_teaching(*, teacher: User, subject: Subject, batch: Batch | None, by: User | None = None) -> Teaching:
    """Let a teacher take `subject`, in `batch` or (None) for its whole programme. Raises WrongRole (400)."""
    if teacher.role != Role.TEACHER:
        raise WrongRole
    teaching, is_new = Teaching.objects.get_or_create(teacher=teacher, subject=subject, batch=batch)
    if is_new:
        record(actor=by, action="classroom.teaching_assigned", target=teaching, facts={"teacher_id": teacher.pk})
    return teaching


@transaction.atomic
def end_teaching(*, teaching: Teaching, by: User | None = None) -> None:
    """Take a teaching away; access through it ends with it."""
    record(actor=by, action="classroom.teaching_ended", target=teaching, facts={"teacher_id": teaching.teacher_id})
    emit(PlaceEnded(user_id=teaching.teacher_id))
    teaching.delete()


@transaction.atomic
def set_teachings(*, teacher: User, places: list[tuple[Subject, Batch | None]], by: User | None = None) -> None:
    """Make `places` (subject, batch or None) what a teacher teaches."""
    wanted = {(subject.pk, batch.pk if batch else None) for subject, batch in places}
    for teaching in Teaching.objects.filter(teacher=teacher):
        if (teaching.subject_id, teaching.batch_id) not in wanted:
            end_teaching(teaching=teaching, by=by)
    for subject, batch in places:
        assign_teaching(teacher=teacher, subject=subject, batch=batch, by=by)


def _invite(*, email: str, role: Role, **facts: Any) -> User:
    """An account without a password; the mail that lets its owner choose one follows from the event."""
    try:
        with transaction.atomic():
            person = create_person(email=email, password=None, role=role, **facts)
    except IntegrityError as error:
        raise AddressTaken(fields={"email": [str(AddressTaken.detail)]}) from error
    emit(PersonInvited(user_id=person.pk))
    return person


@transaction.atomic
def enrol_student(
    *,
    email: str,
    first_name: str,
    last_name: str,
    programmes: Collection[Programme],
    batches: list[Batch],
    by: User,
    date_of_birth: date | None = None,
    guardian_email: str = "",
    **facts: Any,
) -> User:
    """Create a student without a password; they choose one through a mail. A child still waits for consent.

    Raises AddressTaken (409) from accounts.
    """
    student = _invite(
        email=email,
        role=Role.STUDENT,
        first_name=first_name,
        last_name=last_name,
        date_of_birth=date_of_birth,
        **facts,
    )
    choose_programmes(student=student, programmes=programmes)
    if guardian_email and student.is_minor(localdate()):
        invite_guardian(child=student, guardian_email=guardian_email)
    set_batches(student=student, batches=batches, by=by)
    record(actor=by, action="classroom.student_enrolled", target=student)
    return student


@transaction.atomic
def change_student(
    *,
    student: User,
    by: User,
    programmes: Collection[Programme] | None = None,
    batches: list[Batch] | None = None,
    **facts: Any,
) -> User:
    """Change what an institute keeps of a student: name, school, roll number, programmes, batches."""
    fields = [*facts]
    update_person(person=student, facts=facts)
    if programmes is not None:
        choose_programmes(student=student, programmes=programmes)
        fields.append("programmes")
    if batches is not None:
        set_batches(student=student, batches=batches, by=by)
    record(actor=by, action="classroom.student_changed", target=student, facts={"fields": sorted(fields)})
    return student


@transaction.atomic
def engage_teacher(
    *,
    email: str,
    first_name: str,
    last_name: str,
    places: list[tuple[Subject, Batch | None]],
    by: User,
    daily_capacity: int = 20,
    qualification: str = "",
    phone: str = "",
) -> User:
    """Create a teacher without a password, with what they teach. Raises AddressTaken (409) from accounts."""
    teacher = _invite(
        email=email,
        role=Role.TEACHER,
        first_name=first_name,
        last_name=last_name,
        phone=phone,
        daily_capacity=daily_capacity,
        qualification=qualification,
    )
    set_teachings(teacher=teacher, places=places, by=by)
    record(actor=by, action="classroom.teacher_engaged", target=teacher)
    return teacher


@transaction.atomic
def change_teacher(
    *, teacher: User, by: User, places: list[tuple[Subject, Batch | None]] | None = None, **facts: Any
) -> User:
    """Change a teacher's name, phone, capacity, qualification and teachings."""
    profile: dict[str, Any] = {name: facts.pop(name) for name in ("daily_capacity", "qualification") if name in facts}
    update_person(person=teacher, facts=facts)
    if profile:
        TeacherProfile.objects.update_or_create(user=teacher, defaults=profile)
    if places is not None:
        set_teachings(teacher=teacher, places=places, by=by)
    record(actor=by, action="classroom.teacher_changed", target=teacher, facts={"fields": sorted({*facts, *profile})})
    return teacher


@transaction.atomic
def forget_places(*, user_id: int) -> None:
    """Take an erased person out of every programme, batch and teaching, present and past. Harmless to repeat."""
    Enrolment.objects.filter(student=user_id).delete()
    BatchMember.objects.filter(student=user_id).delete()
    Teaching.objects.filter(teacher=user_id).delete()
