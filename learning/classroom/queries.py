"""Reading classes."""

from django.db.models import Prefetch, Q, QuerySet

from accounts.choices import Role
from accounts.models import User
from accounts.queries.export import Part
from learning.classroom.models import Batch, BatchMember, Teaching


def with_places(students: QuerySet[User]) -> QuerySet[User]:
    """Students with their profile and, as `places_now`, the batches they sit in; two queries in all."""
    now = BatchMember.objects.filter(left_on=None).select_related("batch")
    return students.select_related("student_profile").prefetch_related(
        Prefetch("batch_places", queryset=now, to_attr="places_now")
    )


def with_teachings(teachers: QuerySet[User]) -> QuerySet[User]:
    """Teachers with their profile and teachings; two queries in all."""
    teachings = Teaching.objects.select_related("subject", "batch").order_by("subject__position", "batch__name")
    return teachers.select_related("teacher_profile").prefetch_related(Prefetch("teachings", queryset=teachings))


def find_people(
    people: QuerySet[User], *, status: str = "", student_class: str = "", batch: int | None = None, search: str = ""
) -> QuerySet[User]:
    """`people` narrowed down. status: active or inactive; search: part of a name or address, every word of it."""
    if status:
        people = people.filter(is_active=status == "active")
    if student_class:
        people = people.filter(student_profile__student_class=student_class)
    if batch is not None:
        people = people.filter(pk__in=BatchMember.objects.filter(batch_id=batch, left_on=None).values("student_id"))
    for word in search.split()[:5]:
        people = people.filter(Q(first_name__icontains=word) | Q(last_name__icontains=word) | Q(email__icontains=word))
    return people


def teachers() -> QuerySet[User]:
    return User.objects.filter(role=Role.TEACHER)


def batches() -> QuerySet[Batch]:
    return Batch.objects.all()


def student_with_places(pk: int) -> User:
    return with_places(User.objects.filter(pk=pk)).get()


def teacher_with_teachings(pk: int) -> User:
    return with_teachings(User.objects.filter(pk=pk)).get()


def classroom_part(person: User) -> Part:
    """Batches and teachings of one person, for their download."""
    places = BatchMember.objects.filter(student=person).order_by("id")
    teachings = Teaching.objects.filter(teacher=person).order_by("id")
    return Part(
        data={
            "batches": list(places.values("batch__name", "batch__year", "joined_on", "left_on")),
            "teachings": list(teachings.values("subject__name", "batch__name")),
        }
    )
