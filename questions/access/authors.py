"""Who writes questions, papers and exams: by role for pages and API paths, and row by row."""

from typing import Any, TypeVar

from django.db.models import Model, Q, QuerySet
from rest_framework.permissions import BasePermission

from accounts.access.permissions import HasRole, roles
from accounts.choices import Role
from accounts.models import User
from learning.classroom.access import subjects_taught_by

AUTHORS: list[type[BasePermission]] = [HasRole.of(Role.TEACHER, Role.ADMIN)]
authors = roles(Role.TEACHER, Role.ADMIN)

Row = TypeVar("Row", bound=Model)


def editable_by(user: User, rows: QuerySet[Row, Any]) -> QuerySet[Row, Any]:
    """Return those of `rows`, each with `created_by` and `subject`, that `user` may read and change, keys and all.

    That is the author and teachers of the subject, while they are teachers, and administrators.
    """
    if user.role == Role.ADMIN:
        return rows
    if user.role == Role.TEACHER:
        return rows.filter(Q(created_by=user) | Q(subject__in=subjects_taught_by(user)))
    return rows.none()
