"""Reading classes."""

from collections.abc import Collection
from typing import Any

from django.db.models import BooleanField, Exists, OuterRef, Prefetch, Q, QuerySet, Value

from accounts.choices import Role
from accounts.models import User
from accounts.queries.export import Part
from learning.classroom.access import places_of, students_in
from learning.classroom.models import Batch, BatchMember, Enrolment, Teaching
from learning.curriculum.models import Programme

PROGRAMME = ("position", "code", "id", "name", "name_hi", "board", "school_class", "is_offered")  # sorted by the first


def programmes_by_student(students: Collection[User]) -> dict[int, list[Programme]]:
    """Return {student id: what they learn today} in one query, first what they chose, then what only their batches
    teach.
    """
    chosen = Enrolment.objects.current().filter(student__in=students)
    places = places_of([student.pk for student in students])
    rows = chosen.values_list("student_id", Value(False), *(f"programme__{name}" for name in PROGRAMME)).union(
        places.values_list("student_id", Value(True), *(f"batch__programme__{name}" for name in PROGRAMME))
    )
    found: dict[int, dict[int, Programme]] = {student.pk: {} for student in students}
    for student_id, _by_batch, *values in sorted(rows) if students else ():
        programme = Programme(**dict(zip(PROGRAMME, values, strict=True)))
        found[student_id].setdefault(programme.pk, programme)
    return {student_id: list(programmes.values()) for student_id, programmes in found.items()}


def attach_programmes(students: Collection[User]) -> None:
    """Put on each student, as `programmes_now`, what they learn; one query."""
    found = programmes_by_student(students)
    for student in students:
        student.programmes_now = found[student.pk]  # type: ignore[attr-defined]


def programme_choices(student: User | None) -> QuerySet[Any]:
    """Return the programmes a student may choose, with `is_chosen` and `by_batch`; `student` None: a new person
    registers.

    A programme that is no longer offered is there for those who are in it.
    """
    if student is None:
        no = Value(False, output_field=BooleanField())
        return Programme.objects.offered().annotate(is_chosen=no, by_batch=no)
    chosen = Enrolment.objects.current().filter(student=student, programme=OuterRef("pk"))
    places = places_of([student.pk]).filter(batch__programme=OuterRef("pk"))
    programmes = Programme.objects.annotate(is_chosen=Exists(chosen), by_batch=Exists(places))
    return programmes.filter(Q(is_offered=True) | Q(is_chosen=True) | Q(by_batch=True))


def with_places(students: QuerySet[User]) -> QuerySet[User]:
    """Return students with their profile and, as `places_now`, the batches they are in; two queries in all."""
    now = BatchMember.objects.current().select_related("batch")
    return students.select_related("student_profile").prefetch_related(
        Prefetch("batch_places", queryset=now, to_attr="places_now")
    )


def with_teachings(teachers: QuerySet[User]) -> QuerySet[User]:
    """Return teachers with their profile and teachings; two queries in all."""
    teachings = Teaching.objects.select_related("subject", "batch").order_by("subject__position", "batch__name")
    return teachers.select_related("teacher_profile").prefetch_related(Prefetch("teachings", queryset=teachings))


def find_people(
    people: QuerySet[User],
    *,
    status: str = "",
    school_class: str = "",
    programme: str = "",
    batch: int | None = None,
    search: str = "",
) -> QuerySet[User]:
    """Return those of `people` that fit all filters.

    status: active or inactive; school_class: in a programme of that class; programme: its code; search: part of a name
    or address, every word of it.
    """
    if status:
        people = people.filter(is_active=status == "active")
    if school_class:
        people = people.filter(pk__in=students_in(Programme.objects.filter(school_class=school_class)).values("pk"))
    if programme:
        people = people.filter(pk__in=students_in(Programme.objects.filter(code=programme)).values("pk"))
    if batch is not None:
        people = people.filter(Exists(places_of(OuterRef("pk")).filter(batch_id=batch)))
    for word in search.split()[:5]:
        people = people.filter(Q(first_name__icontains=word) | Q(last_name__icontains=word) | Q(email__icontains=word))
    return people


def teachers() -> QuerySet[User]:
    return User.objects.filter(role=Role.TEACHER)


def batches() -> QuerySet[Batch]:
    return Batch.objects.all()


def student_with_places(pk: int) -> User:
    """Return one student with what they learn (`programmes_now`) and where (`places_now`)."""
    student = with_places(User.objects.filter(pk=pk)).get()
    attach_programmes([student])
    return student


def teacher_with_teachings(pk: int) -> User:
    return with_teachings(User.objects.filter(pk=pk)).get()


def classroom_part(person: User) -> Part:
    """Return programmes, batches and teachings of one person, for their download."""
    enrolments = Enrolment.objects.filter(student=person).order_by("id")
    places = BatchMember.objects.filter(student=person).order_by("id")
    teachings = Teaching.objects.filter(teacher=person).order_by("id")
    return Part(
        data={
            "programmes": list(enrolments.values("programme__code", "programme__name", "joined_on", "left_on")),
            "batches": list(places.values("batch__name", "batch__year", "joined_on", "left_on")),
            "teachings": list(teachings.values("subject__name", "batch__name")),
        }
    )
