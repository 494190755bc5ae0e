"""Who may use a function at all; which objects they see is decided by each app's querysets."""

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, ClassVar, Concatenate, ParamSpec

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from accounts.access.factors import lacks_second_factor
from accounts.access.signin import Principal, bearer_of, person_of, principal
from accounts.choices import Role
from accounts.models import User
from mathvidya.lib.errors import DomainError, Forbidden

if TYPE_CHECKING:  # DRF's views read the settings that name this module
    from rest_framework.views import APIView

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


class ConsentPending(DomainError):
    code = "consent_pending"
    status = 403
    detail = _("A parent or guardian has to agree before this account can be used.")


class SecondFactorMissing(DomainError):
    code = "second_factor_setup_required"
    status = 403
    detail = _("Set up a second factor first: sign in on the website and follow the steps there.")


class IsSignedIn(BasePermission):
    """Signed in, and staff with a second factor; a child who waits for consent may pass."""

    refusals: ClassVar[tuple[type[DomainError], ...]] = (SecondFactorMissing,)  # mathvidya.api.refusals

    def has_permission(self, request: Request, view: "APIView") -> bool:
        user = request.user
        if not isinstance(user, User):
            return False
        if request.auth is None and lacks_second_factor(user, request.session):
            raise SecondFactorMissing
        return True


class IsCleared(IsSignedIn):
    """Signed in, and the law lets us process this person's data. The default of every API view."""

    refusals: ClassVar[tuple[type[DomainError], ...]] = (SecondFactorMissing, ConsentPending)

    def has_permission(self, request: Request, view: "APIView") -> bool:
        if not super().has_permission(request, view):
            return False
        if not person_of(request).is_cleared:
            raise ConsentPending
        return True


class HasRole(IsCleared):
    """Cleared and of one of `roles`: `permission_classes = [HasRole.of(Role.TEACHER, Role.ADMIN)]`."""

    roles: ClassVar[frozenset[str]] = frozenset()
    refusals = (SecondFactorMissing, ConsentPending, Forbidden)

    @classmethod
    def of(cls, *roles: Role) -> type["HasRole"]:
        name = "Is" + "Or".join(role.value.capitalize() for role in roles)
        return type(name, (cls,), {"roles": frozenset(roles), "__doc__": f"One of: {', '.join(roles)}."})

    def has_permission(self, request: Request, view: "APIView") -> bool:
        return super().has_permission(request, view) and person_of(request).role in self.roles


def person_asking(request: HttpRequest) -> User:
    """Return the person behind a hot view, with id and role only: no query where the token has both.

    Raises as `who_asks`.
    """
    asking = who_asks(request)
    return User(pk=asking.user_id, role=asking.role)


def who_asks(request: HttpRequest) -> Principal:
    """Return who is asking in a hot view. Raises NotSignedIn, ConsentPending, SecondFactorMissing."""
    asking = principal(request)
    if not asking.is_cleared:
        raise ConsentPending
    user = None if bearer_of(request) else request.user
    if isinstance(user, User) and lacks_second_factor(user, request.session):
        raise SecondFactorMissing
    return asking


def signed_in(view: View[P]) -> View[P]:
    """Decorate a page: send strangers to sign in, staff without a second factor to set one up, and children who wait
    for consent to the waiting page.
    """

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        return _detour(request, pending=False) or view(request, *args, **kwargs)

    return guarded


def signed_in_or_pending(view: View[P]) -> View[P]:
    """Decorate a page as `signed_in` does, and let in also a child who waits for consent."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        return _detour(request, pending=True) or view(request, *args, **kwargs)

    return guarded


def roles(*allowed: Role) -> Callable[[View[P]], View[P]]:
    """Decorate a page as `signed_in` does; for people of other roles the page does not exist (404)."""

    def decorate(inner: View[P]) -> View[P]:
        @wraps(inner)
        def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if detour := _detour(request, pending=False):
                return detour
            if person_of(request).role not in allowed:
                raise Http404
            return inner(request, *args, **kwargs)

        return guarded

    return decorate


def _detour(request: HttpRequest, pending: bool) -> HttpResponse | None:
    user = request.user
    if not isinstance(user, User):
        return redirect_to_login(request.get_full_path())
    if lacks_second_factor(user, request.session):
        return redirect("mfa_activate_totp")
    if not pending and not user.is_cleared:
        return redirect("consent_waiting")
    return None
