"""Whose progress a person may read (docs/permissions.md, row 24)."""

from accounts.models import User
from learning.classroom.access import students_visible_to
from mathvidya.lib.errors import NotFound


def get_student(viewer: User, pk: int | None) -> User:
    """Return the student `pk`; without it oneself, or the only child. Raises NotFound (404)."""
    students = students_visible_to(viewer).select_related("student_profile").order_by("pk")
    found = list((students if pk is None else students.filter(pk=pk))[:2])
    if len(found) != 1:
        raise NotFound("Name one student." if found else None)
    return found[0]
