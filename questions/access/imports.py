"""Whose imports one may see: one's own; administrators all."""

from django.db.models import QuerySet

from accounts.choices import Role
from accounts.models import User
from mathvidya.lib.errors import NotFound
from questions.models import ImportRun


def imports_of(user: User) -> QuerySet[ImportRun]:
    """Return one's own imports (for administrators all), newest first, without their files."""
    runs = ImportRun.objects.select_related("by").defer("text")
    return runs if user.role == Role.ADMIN else runs.filter(by=user)


def get_import(user: User, pk: int) -> ImportRun:
    """Return one of imports_of(user). Raises NotFound (404)."""
    run = imports_of(user).filter(pk=pk).first()
    if run is None:
        raise NotFound
    return run
