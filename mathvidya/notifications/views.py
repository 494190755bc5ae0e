"""Pages of notices."""

from collections.abc import Callable
from typing import TypeVar, cast

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mathvidya.lib.errors import NotFound
from mathvidya.notifications.access import get_notice, notices_of
from mathvidya.notifications.actions import mark_read, set_preferences
from mathvidya.notifications.forms import PreferencesForm
from mathvidya.notifications.queries.notices import unread_count
from mathvidya.notifications.queries.preferences import wishes_of

V = TypeVar("V", bound=Callable[..., HttpResponse])
signed_in: Callable[[V], V] = import_string(settings.PAGE_GUARD)
PER_PAGE = 30


def reader(request: HttpRequest) -> AbstractBaseUser:
    """Return the signed-in person; the guard let nobody else through."""
    return cast(AbstractBaseUser, request.user)


@require_safe
@signed_in
def inbox(request: HttpRequest) -> HttpResponse:
    page = Paginator(notices_of(reader(request)), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "notifications/inbox.html", {"page": page, "unread": unread_count(reader(request))})


@require_POST
@signed_in
def read_all(request: HttpRequest) -> HttpResponse:
    mark_read(user=reader(request))
    return redirect("notifications")


@require_POST
@signed_in
def open_notice(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark the notice read and redirect to its subject. It is a POST because no GET changes anything."""
    try:
        notice = get_notice(reader(request), pk)
    except NotFound as error:
        raise Http404 from error
    mark_read(user=reader(request), ids=[notice.pk])
    is_ours = url_has_allowed_host_and_scheme(notice.url, allowed_hosts=None)
    return redirect(notice.url if is_ours else "notifications")


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def preferences(request: HttpRequest) -> HttpResponse:
    wishes = wishes_of(reader(request))
    form = PreferencesForm(request.POST, wishes=wishes)
    if request.method == "POST" and form.is_valid():
        set_preferences(user=reader(request), wishes=form.wishes())
        messages.success(request, _("Saved."))
        return redirect("notifications_preferences")
    return render(request, "notifications/preferences.html", {"wishes": wishes})
