"""Whose sign-ins one may see: one's own."""

from uuid import UUID

from django.db.models import QuerySet

from accounts.models import RefreshFamily, User
from mathvidya.lib.errors import NotFound


def app_sign_ins_of(user: User) -> QuerySet[RefreshFamily]:
    """Return the apps that are signed in, the latest used first."""
    return RefreshFamily.objects.filter(user=user, ended_at=None).order_by("-used_at")


def get_app_sign_in(user: User, pk: UUID) -> RefreshFamily:
    """Return one of the person's own sign-ins of apps. Raises NotFound (404)."""
    found = app_sign_ins_of(user).filter(pk=pk).first()
    if found is None:
        raise NotFound
    return found
