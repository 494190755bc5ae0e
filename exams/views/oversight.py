"""A teacher's pages: exams to manage, their attempts live, extra time, pause, publishing, key correction."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access.permissions import roles
from accounts.access.signin import person_of
from accounts.choices import Role
from exams.access.attempts import get_attempt_to_manage
from exams.access.exams import exams_managed_by, get_exam_to_manage, get_paper_of
from exams.actions.exams import BadExam, ExamInUse, create_exam, delete_exam, publish_exam, update_exam
from exams.actions.keys import correct_key
from exams.actions.results import publish_exam_results
from exams.actions.time_ledger import extend_attempt, pause_attempt, resume_attempt
from exams.forms.exams import CorrectionForm, ExamForm, ExtraTimeForm, ReasonForm
from exams.models import Exam, ExamPaper, PaperVersion
from exams.queries.content import get_corrections
from exams.queries.corrections import Effect, correctable_items, preview_corrections
from exams.queries.exams import managed_exams
from exams.queries.live import get_live
from mathvidya.web.windows import addresses
from questions.types import BadCorrection

STAFF = (Role.TEACHER, Role.ADMIN)
SHOWN, EXAMS_SHOWN = 25, 20


@require_safe
@roles(*STAFF)
def exam_manage(request: HttpRequest) -> HttpResponse:
    window = managed_exams(exams_managed_by(person_of(request)), request.GET, size=EXAMS_SHOWN)
    context = {"exams": window.rows, "search": request.GET.get("search", ""), **addresses(request, window)}
    return render(request, "exams/exam_manage.html", context)


def _form_page(request: HttpRequest, form: ExamForm, exam: Exam | None) -> HttpResponse:
    status = 422 if form.is_refused else 200
    return render(request, "exams/exam_form.html", {"form": form, "exam": exam}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@roles(*STAFF)
def exam_create(request: HttpRequest) -> HttpResponse:
    form = ExamForm(request.POST or None, user=person_of(request))
    if request.method == "POST" and form.is_valid():
        try:
            exam = create_exam(**form.read(), by=person_of(request))
        except BadExam as error:
            form.add_refusal(error.fields)
        else:
            return redirect("exam_overview", exam.pk)
    return _form_page(request, form, None)


@require_http_methods(["GET", "HEAD", "POST"])
@roles(*STAFF)
def exam_edit(request: HttpRequest, pk: int) -> HttpResponse:
    exam = get_exam_to_manage(person_of(request), pk)
    form = ExamForm(request.POST or None, user=person_of(request), exam=exam, is_begun=exam.attempts.exists())
    if request.method == "POST" and form.is_valid():
        try:
            update_exam(exam=exam, **form.read(), by=person_of(request))
        except (BadExam, ExamInUse) as error:
            form.add_refusal(error.fields or {"": [str(error.detail)]})
        else:
            return redirect("exam_overview", pk)
    return _form_page(request, form, exam)


@require_safe
@roles(*STAFF)
def exam_overview(request: HttpRequest, pk: int) -> HttpResponse:
    exam = get_exam_to_manage(person_of(request), pk)
    papers = exam.papers.select_related("paper_version__paper").order_by("position")
    live = get_live(exam, request.GET, size=SHOWN)
    context = {"exam": exam, "papers": papers, "live": live, "search": request.GET.get("search", "")}
    context |= addresses(request, live) | {"extra_form": ExtraTimeForm(), "is_begun": exam.attempts.exists()}
    page = "exams/_exam_attempts.html" if request.headers.get("HX-Request") else "exams/exam_overview.html"
    return render(request, page, context)


@require_POST
@roles(*STAFF)
def exam_publish(request: HttpRequest, pk: int) -> HttpResponse:
    publish_exam(exam=get_exam_to_manage(person_of(request), pk), by=person_of(request))
    messages.success(request, _("The exam is published; its students get a notice."))
    return redirect("exam_overview", pk)


@require_POST
@roles(*STAFF)
def exam_delete(request: HttpRequest, pk: int) -> HttpResponse:
    delete_exam(exam=get_exam_to_manage(person_of(request), pk), by=person_of(request))
    return redirect("exam_manage")


@require_POST
@roles(*STAFF)
def exam_publish_results(request: HttpRequest, pk: int) -> HttpResponse:
    published, waiting = publish_exam_results(exam=get_exam_to_manage(person_of(request), pk), by=person_of(request))
    published_words = ngettext("%(n)d result is out.", "%(n)d results are out.", published) % {"n": published}
    rest = ngettext("%(n)d attempt still waits.", "%(n)d attempts still wait.", waiting) % {"n": waiting}
    messages.success(request, f"{published_words} {rest}" if waiting else published_words)
    return redirect("exam_overview", pk)


@require_POST
@roles(*STAFF)
def attempt_extend(request: HttpRequest, pk: int) -> HttpResponse:
    attempt, form = get_attempt_to_manage(person_of(request), pk), ExtraTimeForm(request.POST)
    if form.is_valid():
        seconds = form.cleaned_data["minutes"] * 60
        extend_attempt(attempt=attempt, seconds=seconds, reason=form.cleaned_data["reason"], by=person_of(request))
        messages.success(request, _("The extra time is given."))
    else:
        messages.error(request, _("Say how many minutes, and why."))
    return redirect("exam_overview", attempt.exam_id)


@require_POST
@roles(*STAFF)
def attempt_pause(request: HttpRequest, pk: int) -> HttpResponse:
    attempt, form = get_attempt_to_manage(person_of(request), pk), ReasonForm(request.POST)
    if form.is_valid():
        pause_attempt(attempt=attempt, reason=form.cleaned_data["reason"], by=person_of(request))
    else:
        messages.error(request, _("Say why the attempt is paused."))
    return redirect("exam_overview", attempt.exam_id)


@require_POST
@roles(*STAFF)
def attempt_resume(request: HttpRequest, pk: int) -> HttpResponse:
    attempt = get_attempt_to_manage(person_of(request), pk)
    resume_attempt(attempt=attempt, by=person_of(request))
    return redirect("exam_overview", attempt.exam_id)


def _apply_key(
    request: HttpRequest, place: ExamPaper, form: CorrectionForm, corrections: dict[str, Any]
) -> HttpResponse:
    reason = form.cleaned_data["reason"]
    key, done = correct_key(
        paper_version=place.paper_version, corrections=corrections, reason=reason, by=person_of(request)
    )
    text = _("Key version %(key)d is in force; %(n)d attempts were scored again.")
    messages.success(request, text % {"key": key.number, "n": len(done)})
    return redirect("exam_overview", place.exam_id)


def _look_at_effect(form: CorrectionForm, version: PaperVersion, corrections: dict[str, Any]) -> list[Effect] | None:
    """Return what the correction would do; one that does not fit the question is reported beside the answer."""
    try:
        return preview_corrections(version, corrections)
    except BadCorrection as error:
        form.add_error("answer", str(error.detail))
        return None


@require_http_methods(["GET", "HEAD", "POST"])
@roles(*STAFF)
def exam_key(request: HttpRequest, pk: int, paper: int) -> HttpResponse:
    """Choose a correction, look at its effect, apply it."""
    place = get_paper_of(get_exam_to_manage(person_of(request), pk), paper)
    before = get_corrections(place.paper_version_id)[1]
    form = CorrectionForm(request.POST or None, items=correctable_items(place.paper_version_id, before))
    context = {"exam": place.exam, "place": place, "form": form, "effects": None}
    if request.method == "POST" and form.is_valid():
        corrections = form.read(before)
        context["effects"] = _look_at_effect(form, place.paper_version, corrections)
        if form.is_valid() and "apply" in request.POST:
            return _apply_key(request, place, form, corrections)
    return render(request, "exams/exam_key.html", context, status=422 if form.errors else 200)
