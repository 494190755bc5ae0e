"""One's own pages: profile, sign-ins, data."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth import logout, update_session_auth_hash
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access.people import answers_for_oneself
from accounts.access.permissions import signed_in, signed_in_or_pending
from accounts.access.sessions import app_sign_ins_of, get_app_sign_in
from accounts.access.signin import person_of
from accounts.actions.erasure import GuardianDecides, request_erasure
from accounts.actions.people import update_person
from accounts.actions.sessions import sign_out_everywhere
from accounts.actions.tokens import end_family
from accounts.forms.profile import ProfileForm
from accounts.queries.avatars import avatar_url
from accounts.queries.export import build_export
from mathvidya.api.throttles import check_rate


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def me(request: HttpRequest) -> HttpResponse:
    """Show one's profile."""
    person = person_of(request)
    form = ProfileForm(request.POST or None, person=person)
    if request.method == "POST" and form.is_valid():
        update_person(person=person, facts=form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("person_me")
    page = {"form": form, "avatar": avatar_url(person), "decides": answers_for_oneself(person)}
    return render(request, "accounts/me.html", page)


@require_safe
@signed_in_or_pending
@never_cache
def sessions(request: HttpRequest) -> HttpResponse:
    """Show where one is signed in."""
    return render(request, "accounts/sessions.html", {"sign_ins": app_sign_ins_of(person_of(request))})


@require_POST
@signed_in_or_pending
def end_session(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Sign one app out."""
    end_family(family=get_app_sign_in(person_of(request), pk).pk, because="by owner")
    messages.success(request, _("That device is signed out."))
    return redirect("person_sessions")


@require_POST
@signed_in_or_pending
def end_others(request: HttpRequest) -> HttpResponse:
    """Sign out everywhere but here."""
    sign_out_everywhere(user=person_of(request), because="by owner")
    update_session_auth_hash(request, person_of(request))
    messages.success(request, _("You are signed out everywhere else."))
    return redirect("person_sessions")


@require_POST
@signed_in_or_pending
def export(request: HttpRequest) -> FileResponse:
    """Download what is kept of oneself."""
    check_rate(request, "export")
    if not answers_for_oneself(person_of(request)):
        raise GuardianDecides
    return FileResponse(build_export(person_of(request)), as_attachment=True, filename="my-data.zip")


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in_or_pending
def erase(request: HttpRequest) -> HttpResponse:
    """Ask for erasure, after one more question."""
    person = person_of(request)
    if request.method != "POST":
        return render(request, "accounts/erase.html", {"decides": answers_for_oneself(person)})
    request_erasure(person=person, by=person)
    logout(request)
    return render(request, "accounts/erased.html")
