"""Pages of the question bank, for teachers and administrators."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access.signin import person_of
from mathvidya.api.strict_json import read_json
from questions.access.authors import authors
from questions.access.questions import get_question, questions_editable_by
from questions.actions.questions import delete_question, set_status
from questions.choices import QuestionStatus
from questions.forms.cases import CaseForm, parts_of
from questions.forms.questions import QuestionForm
from questions.queries.filters import BankFilter
from questions.queries.questions import export_questions, find_questions, history_of
from questions.queries.uses import uses_of
from questions.rules.imports import MOST
from questions.rules.samples import samples_of
from questions.rules.sketches import sketch
from questions.types import faults_of
from questions.views.editor_texts import editor_texts, editor_types

PER_PAGE = 25


@authors
@require_safe
def question_list(request: HttpRequest) -> HttpResponse:
    form = BankFilter(request.GET, user=person_of(request))
    found = find_questions(questions_editable_by(person_of(request)), **form.chosen)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    template = "questions/_question_rows.html" if request.htmx else "questions/question_list.html"  # type: ignore[attr-defined]
    return render(request, template, {"form": form, "page": page, "query": query.urlencode()})


@authors
@require_safe
def question_export(request: HttpRequest) -> HttpResponse:
    form = BankFilter(request.GET, user=person_of(request))
    found = find_questions(questions_editable_by(person_of(request)), **form.chosen)
    answer = JsonResponse(export_questions(found, most=MOST), json_dumps_params={"ensure_ascii": False, "indent": 1})
    answer["Content-Disposition"] = 'attachment; filename="questions.json"'
    return answer


@authors
@require_safe
def question_detail(request: HttpRequest, pk: int) -> HttpResponse:
    question = get_question(person_of(request), pk)
    context = {"question": question, "uses": uses_of(question)}
    if question.current is not None:
        context["samples"] = samples_of(question.current.spec)
    if question.current is not None and (parts := parts_of(question.current)):
        cases = question.current.cases.decided_by_people().select_related("created_by")
        context |= {"cases": cases, "case_form": CaseForm(version=question.current), "has_parts": parts != [""]}
    return render(request, "questions/question_detail.html", context)


@authors
@require_safe
def question_history(request: HttpRequest, pk: int) -> HttpResponse:
    question = get_question(person_of(request), pk)
    return render(request, "questions/question_history.html", {"question": question, "history": history_of(question)})


@authors
@require_http_methods(["GET", "HEAD", "POST"])
def question_edit(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    question = get_question(person_of(request), pk) if pk else None
    form = QuestionForm(request.POST or None, user=person_of(request), question=question)
    if request.method == "POST" and form.is_valid() and (saved := form.save()):
        messages.success(request, _("Saved as version %(number)s.") % {"number": saved.current.number})  # type: ignore[union-attr]
        return redirect("question_detail", saved.pk)
    context = {"form": form, "question": question, "texts": editor_texts(), "types": editor_types()}
    return render(
        request, "questions/question_edit.html", context, status=422 if form.errors or form.spec_errors else 200
    )


@authors
@require_POST
def question_preview(request: HttpRequest) -> HttpResponse:
    asked = read_json(request)
    spec = asked["spec"] if isinstance(asked.get("spec"), dict) else {}
    context = {"type": asked.get("type"), "marks": asked.get("marks"), "spec": sketch(spec), "show_key": True}
    context["faults"] = faults_of(str(asked.get("type")), spec, str(asked.get("marks")))
    context["samples"] = samples_of(spec)
    return render(request, "questions/_question_preview.html", context)


@authors
@require_POST
def question_status(request: HttpRequest, pk: int) -> HttpResponse:
    question = get_question(person_of(request), pk)
    status = QuestionStatus.RETIRED if request.POST.get("status") == "retired" else QuestionStatus.ACTIVE
    set_status(question=question, status=status, by=person_of(request))
    messages.success(request, _("Retired.") if status == QuestionStatus.RETIRED else _("In the bank again."))
    return redirect("question_detail", pk)


@authors
@require_POST
def question_delete(request: HttpRequest, pk: int) -> HttpResponse:
    delete_question(question=get_question(person_of(request), pk), by=person_of(request))
    messages.success(request, _("Deleted."))
    return redirect("question_list")
