"""What students and guardians see: submitting pages, sending one again, the marked pages, asking for another look."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from accounts.access.permissions import roles, signed_in
from accounts.access.signin import person_of
from accounts.choices import Role
from evaluations.actions.requests import request_re_evaluation
from evaluations.forms import ReEvaluationForm
from evaluations.queries.marked import finished_task, marked_pages
from evaluations.queries.requests import asked_about, open_to_doubt
from evaluations.rules.requests import may_ask
from exams.access.attempts import get_attempt_to_read, get_attempt_to_upload, may_see_key
from exams.models import Attempt
from exams.queries.content import get_paper_content
from exams.queries.marking import waits_for_teacher
from mathvidya.lib.errors import DomainError


@require_GET
@roles(Role.STUDENT)
def attempt_pages_panel(request: HttpRequest, attempt: int) -> HttpResponse:
    """Return the fragment that the exam room loads."""
    return render(request, "evaluations/_pages_panel.html", {"attempt": _own(request, attempt)})


@require_GET
@roles(Role.STUDENT)
def attempt_retake(request: HttpRequest, attempt: int) -> HttpResponse:
    """Take, after the end, new photographs of pages that a marker sent back."""
    return render(request, "evaluations/retake.html", {"attempt": _own(request, attempt)})


@require_GET
@signed_in
def attempt_marked_pages(request: HttpRequest, attempt: int) -> HttpResponse:
    """Return the fragment that the result page loads: the pages with the red ink. Only once the result may be seen."""
    found = _readable(request, attempt)
    if not may_see_key(person_of(request), found):
        raise Http404
    facts: dict[str, Any] = {
        "attempt": found,
        "pages": marked_pages(found),
        "has_written": get_paper_content(found.paper_version_id).has_written,
        "asked": asked_about(found),
        "form": _form_to_ask(found) if may_ask(published_at=found.published_at, now=timezone.now()) else None,
    }
    facts["task_done"] = finished_task(found) if person_of(request).role == Role.ADMIN else None
    return render(request, "evaluations/_marked_pages_body.html", facts)


@require_POST
@roles(Role.STUDENT, Role.PARENT)
def attempt_ask_again(request: HttpRequest, attempt: int) -> HttpResponse:
    found = _readable(request, attempt)
    form = _form_to_ask(found, request.POST)
    if form is None or not form.is_valid():
        return render(request, "evaluations/_ask_again.html", {"attempt": found, "form": form})
    about, reason = form.cleaned_data["items"], form.cleaned_data["reason"]
    try:
        request_re_evaluation(attempt=found, by=person_of(request), reason=reason, item_ids=about)
    except DomainError as refusal:
        form.add_error(None, str(refusal.detail))
    return render(request, "evaluations/_ask_again.html", {"attempt": found, "form": form, "asked": asked_about(found)})


def _form_to_ask(attempt: Attempt, sent: QueryDict | None = None) -> ReEvaluationForm | None:
    """None where nothing can be asked about."""
    questions = open_to_doubt(attempt)
    if not questions:
        return None
    is_marked = waits_for_teacher(attempt.pk, attempt.paper_version_id)
    return ReEvaluationForm(sent, questions=questions, must_choose=not is_marked)


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
