"""What students and guardians see: handing pages in, sending one again, the marked pages, asking for another look."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from accounts.access.permissions import roles, signed_in
from accounts.access.signin import person_of
from accounts.choices import Role
from evaluations.actions.requests import request_re_evaluation
from evaluations.forms import ReEvaluationForm
from evaluations.queries.marked import asked_about, finished_task, marked_pages
from exams.access.attempts import get_attempt_to_read, get_attempt_to_upload, may_see_key
from exams.models import Attempt
from mathvidya.lib.errors import DomainError


@require_GET
@roles(Role.STUDENT)
def attempt_pages_panel(request: HttpRequest, attempt: int) -> HttpResponse:
    """The fragment that the exam room loads."""
    return render(request, "evaluations/_pages_panel.html", {"attempt": _own(request, attempt)})


@require_GET
@roles(Role.STUDENT)
def attempt_retake(request: HttpRequest, attempt: int) -> HttpResponse:
    """After the end: pages a marker sent back are photographed again here."""
    return render(request, "evaluations/retake.html", {"attempt": _own(request, attempt)})


@require_GET
@signed_in
def attempt_marked_pages(request: HttpRequest, attempt: int) -> HttpResponse:
    """The fragment that the result page loads: the pages with the red ink. Only once the result may be seen."""
    found = _readable(request, attempt)
    if not may_see_key(person_of(request), found):
        raise Http404
    facts: dict[str, Any] = {
        "attempt": found,
        "pages": marked_pages(found),
        "asked": asked_about(found),
        "form": ReEvaluationForm(),
    }
    facts["task_done"] = finished_task(found) if person_of(request).role == Role.ADMIN else None
    return render(request, "evaluations/_marked_pages_body.html", facts)


@require_POST
@roles(Role.STUDENT, Role.PARENT)
def attempt_ask_again(request: HttpRequest, attempt: int) -> HttpResponse:
    found, form = _readable(request, attempt), ReEvaluationForm(request.POST)
    if not form.is_valid():
        return render(request, "evaluations/_ask_again.html", {"attempt": found, "form": form})
    try:
        request_re_evaluation(attempt=found, by=person_of(request), reason=form.cleaned_data["reason"], item_ids=[])
    except DomainError as refusal:
        form.add_error(None, str(refusal.detail))
    return render(request, "evaluations/_ask_again.html", {"attempt": found, "form": form, "asked": asked_about(found)})


def _readable(request: HttpRequest, pk: int) -> Attempt:
    try:
        return get_attempt_to_read(person_of(request), pk)
    except DomainError as error:
        raise Http404 from error


def _own(request: HttpRequest, pk: int) -> Attempt:
    try:
        return get_attempt_to_upload(person_of(request), pk)
    except DomainError as error:
        raise Http404 from error
