"""Who may see which people."""

from datetime import date

from django.db.models import Expression, Q, QuerySet, Value
from django.db.models.functions import Concat, Trim
from django.utils import timezone

from accounts.choices import LinkStatus, Role
from accounts.models import Guardianship, TeacherProfile, User
from accounts.rules.ages import adult_born_by
from mathvidya.lib.errors import NotFound


def links_in_force() -> QuerySet[Guardianship]:
    """Return confirmed links that grant something: the child is under age, or is of age and let the guardian in."""
    of_age = Q(child__date_of_birth__isnull=False, child__date_of_birth__lte=adult_born_by(timezone.localdate()))
    return Guardianship.objects.filter(status=LinkStatus.CONFIRMED).filter(
        ~of_age | Q(granted_by_child_at__isnull=False)
    )


def children_of(guardian: User) -> QuerySet[User]:
    """Return the students this guardian answers for."""
    links = links_in_force().filter(guardian=guardian)
    return User.objects.filter(pk__in=links.values("child_id"), is_active=True, erased_at=None)


def awaiting_consent(today: date) -> QuerySet[User]:
    """Return children without a guardian's consent in force: those whose `is_cleared` says no."""
    students = User.objects.filter(role=Role.STUDENT, consented_at=None, erased_at=None)
    return students.exclude(date_of_birth__lte=adult_born_by(today))


def guardians_of(student: User) -> QuerySet[User]:
    """Return guardians whose confirmed link to this student is in force."""
    links = links_in_force().filter(child=student)
    return User.objects.filter(pk__in=links.values("guardian_id"), is_active=True, erased_at=None)


def daily_capacity_of(teacher: User | Expression) -> QuerySet[TeacherProfile, int]:
    """Return how many scripts a day were agreed with a teacher, as a query of one row, or of none."""
    return TeacherProfile.objects.filter(user=teacher).values_list("daily_capacity", flat=True)


def full_name_of(person: Expression) -> QuerySet[User, str]:
    """Return `User.get_full_name` as a query of one value, for a query that has the person's id."""
    return User.objects.filter(pk=person).values_list(Trim(Concat("first_name", Value(" "), "last_name")), flat=True)


def may_return(user: User) -> bool:
    """Return whether this person may sign in: active, and no guardian has asked for the account to be erased.

    A person who asked for their own erasure may sign in again, which takes the request back.
    """
    return user.is_active and (user.erase_after is None or user.erase_asked_by_id in {None, user.pk})


def answers_for_oneself(user: User) -> bool:
    """Return whether this person decides about their own data: of age, or no guardian is there to do it."""
    return not user.is_minor(timezone.localdate()) or not links_in_force().filter(child=user).exists()


def get_child(guardian: User, pk: object) -> User:
    """Return a child of this guardian. Raises NotFound (404)."""
    child = children_of(guardian).select_related("student_profile").filter(pk=as_key(pk)).first()
    if child is None:
        raise NotFound
    return child


def people_visible_to(viewer: User) -> QuerySet[User]:
    """Return oneself with one's children or guardians; everybody for an administrator.

    Who teaches which students is decided in `learning.classroom`.
    """
    people = User.objects.filter(erased_at=None)
    if viewer.role == Role.ADMIN:
        return people
    links = links_in_force()
    return people.filter(
        Q(pk=viewer.pk)
        | Q(pk__in=links.filter(guardian=viewer).values("child_id"))
        | Q(pk__in=links.filter(child=viewer).values("guardian_id"))
    )


def get_person(viewer: User, pk: object) -> User:
    """Return a person `viewer` may know of. Raises NotFound (404)."""
    person = people_visible_to(viewer).filter(pk=as_key(pk)).first()
    if person is None:
        raise NotFound
    return person


def as_key(pk: object) -> int:
    """Return a primary key out of a path or body. Raises NotFound (404) for what cannot be one."""
    text = str(pk)
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0
