"""Guardians and children: asking, agreeing, withdrawing."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access.guardians import get_link, get_link_to_consent, get_link_to_revoke, links_visible_to
from accounts.access.people import get_child
from accounts.access.permissions import roles, signed_in, signed_in_or_pending
from accounts.access.signin import person_of
from accounts.actions.consent import change_consent
from accounts.actions.erasure import request_erasure
from accounts.actions.guardians import confirm_link, invite_guardian, replace_invitation, request_child, revoke_link
from accounts.actions.people import update_person
from accounts.adapters.invitations import read_invitation
from accounts.choices import Role
from accounts.forms.profile import ChildForm, ConsentForm, InviteForm, RequestForm
from accounts.queries.consent import purposes_granted
from accounts.queries.export import build_export
from accounts.queries.guardians import children_with_links, open_invitations_of, parent_with_address
from accounts.rules.notice import NOTICE_VERSION
from mathvidya.api.throttles import check_rate
from mathvidya.lib.errors import DomainError


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in_or_pending
def waiting(request: HttpRequest) -> HttpResponse:
    """Show a child who waits for consent which guardian we asked; ask them again, or ask somebody else."""
    person = person_of(request)
    if person.is_cleared:
        return redirect("home")
    form = InviteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        check_rate(request, "mail")
        replace_invitation(child=person, guardian_email=form.cleaned_data["guardian_email"])
        messages.success(request, _("We have written to them."))
        return redirect("consent_waiting")
    return render(request, "accounts/waiting.html", {"form": form, "asked": open_invitations_of(person)})


@require_http_methods(["GET", "HEAD", "POST"])
@roles(Role.STUDENT)
def guardians(request: HttpRequest) -> HttpResponse:
    """Show a student's guardians."""
    person, form = person_of(request), InviteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        check_rate(request, "mail")
        invite_guardian(child=person, **form.cleaned_data)
        messages.success(request, _("We have written to them."))
        return redirect("person_guardians")
    page = {"form": form, "links": links_visible_to(person), "is_minor": person.is_minor(timezone.localdate())}
    return render(request, "accounts/guardians.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
@roles(Role.PARENT)
def children(request: HttpRequest) -> HttpResponse:
    """Show a parent's children and invitations, and take a request to be linked."""
    person, form = person_of(request), RequestForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        check_rate(request, "mail")
        request_child(parent=person, **form.cleaned_data)
        messages.success(request, _("We have asked. You will hear from us when the link is confirmed."))
        return redirect("children")
    return render(request, "accounts/children.html", {"form": form, **children_with_links(person)})


@require_http_methods(["GET", "HEAD", "POST"])
@roles(Role.PARENT)
def child(request: HttpRequest, pk: str) -> HttpResponse:
    """Show one child: facts, consent, data."""
    person = get_child(person_of(request), pk)
    form = ChildForm(request.POST or None, person=person)
    if request.method == "POST" and form.is_valid():
        update_person(person=person, facts=form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("child", pk=person.pk)
    link = links_visible_to(person_of(request)).filter(child=person).first()
    page = {"child": person, "form": form, "link": link, "granted": purposes_granted(person)}
    return render(request, "accounts/child.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def notice(request: HttpRequest, pk: str) -> HttpResponse:
    """Show the itemised notice, and take the guardian's decision."""
    link = get_link(person_of(request), pk)
    if link.child_id == person_of(request).pk or link.child.erased_at:
        raise Http404
    form = ConsentForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _decide(request, link.pk, form)
    page = {"link": link, "child": link.child, "form": form, "version": NOTICE_VERSION}
    return render(request, "accounts/notice.html", page)


@require_POST
@roles(Role.PARENT)
def consent(request: HttpRequest, pk: str) -> HttpResponse:
    """Save the present choice; what is not ticked is withdrawn."""
    link = get_link_to_consent(person_of(request), pk)
    form = ConsentForm(request.POST)
    if form.is_valid():
        purposes = form.cleaned_data["purposes"]
        change_consent(child=link.child, by=person_of(request), purposes=purposes, link=link)
        messages.success(request, _("Your choice is on record."))
    return redirect("child", pk=link.child_id)


@require_POST
@signed_in_or_pending
def revoke(request: HttpRequest, pk: str) -> HttpResponse:
    """End a link."""
    revoke_link(link=get_link_to_revoke(person_of(request), pk), by=person_of(request))
    messages.success(request, _("The link is ended."))
    return redirect("children" if person_of(request).role == Role.PARENT else "person_guardians")


@require_POST
@roles(Role.STUDENT)
def confirm(request: HttpRequest, pk: str) -> HttpResponse:
    """Confirm a parent's request, as a student of age."""
    confirm_link(link=get_link(person_of(request), pk), by=person_of(request))
    messages.success(request, _("Confirmed."))
    return redirect("person_guardians")


@require_POST
@roles(Role.PARENT)
def export_child(request: HttpRequest, pk: str) -> FileResponse:
    """Download what is kept of one's child."""
    person = get_child(person_of(request), pk)
    check_rate(request, "export")
    return FileResponse(build_export(person), as_attachment=True, filename="my-childs-data.zip")


@require_POST
@roles(Role.PARENT)
def erase_child(request: HttpRequest, pk: str) -> HttpResponse:
    """Ask for one's child's data to be erased."""
    request_erasure(person=get_child(person_of(request), pk), by=person_of(request))
    messages.success(request, _("The account is closed now and will be erased in 30 days."))
    return redirect("children")


@require_safe
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Lead from the link in a guardian's mail to the notice, by way of signing in or creating an account."""
    found = read_invitation(token)
    if found is None:
        return render(request, "accounts/invitation_over.html", status=410)
    request.session["account_verified_email"] = found.email
    door = "account_login" if parent_with_address(found.email) else "account_signup"
    if request.user.is_authenticated:
        return redirect("consent_notice", pk=found.link_id)
    return redirect(_door_address(door, found.email, found.link_id))


def _door_address(door: str, email: str, link_id: int) -> str:
    query = {"next": reverse("consent_notice", args=[link_id]), "email": email, "role": Role.PARENT.value}
    return f"{reverse(door)}?{urlencode(query)}"


def _decide(request: HttpRequest, pk: int, form: ConsentForm) -> HttpResponse:
    """Record a guardian's agreement; a refusal of the domain is shown at the form."""
    person = person_of(request)
    link = get_link(person, pk)
    try:
        confirm_link(link=link, by=person, purposes=form.cleaned_data["purposes"])
    except DomainError as refusal:
        form.add_error(None, str(refusal.detail))
        page = {"link": link, "child": link.child, "form": form, "version": NOTICE_VERSION}
        return render(request, "accounts/notice.html", page, status=refusal.status)
    messages.success(request, _("Thank you. %(name)s can start now.") % {"name": link.child.first_name})
    return redirect("children")
