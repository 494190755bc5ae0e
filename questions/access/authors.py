"""Which roles write questions, papers and exams: the door of pages and API paths; what each may touch is a queryset."""

from rest_framework.permissions import BasePermission

from accounts.access.permissions import HasRole, roles
from accounts.choices import Role

AUTHORS: list[type[BasePermission]] = [HasRole.of(Role.TEACHER, Role.ADMIN)]
authors = roles(Role.TEACHER, Role.ADMIN)
