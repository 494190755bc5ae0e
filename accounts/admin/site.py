"""Signing in to the admin: as everywhere else, with the same limits and the second factor."""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.http import HttpRequest

from accounts.access.factors import lacks_second_factor
from accounts.models import User


def may_administer(request: HttpRequest) -> bool:
    """Return whether the person is an active administrator with a second factor."""
    user = request.user
    return (
        isinstance(user, User) and user.is_active and user.is_staff and not lacks_second_factor(user, request.session)
    )


def guard_admin() -> None:
    """Replace Django's own login page, which knows neither our limits nor the second factor."""
    admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]
    admin.site.has_permission = may_administer  # type: ignore[method-assign]
