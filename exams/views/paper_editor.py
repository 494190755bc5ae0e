"""The paper editor: each step posts, and the draft comes back as one fragment."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts.access.signin import person_of
from exams.access.papers import get_paper_version
from exams.actions import drafts
from exams.actions.papers import update_draft
from exams.forms.papers import ItemMarksForm, PaperForm, SectionForm
from exams.models import PaperVersion
from exams.queries.papers import draft_board
from mathvidya.api.problems import problem
from mathvidya.lib.errors import DomainError
from questions.access.authors import authors
from questions.access.questions import get_question, questions_editable_by
from questions.choices import QuestionUse
from questions.queries.filters import BankFilter
from questions.queries.questions import find_questions

Step = Callable[[HttpRequest, PaperVersion], object]
FOUND = 30


def _number(request: HttpRequest, name: str) -> int:
    text = request.POST.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0


def step(inner: Step) -> Callable[..., HttpResponseBase]:
    """Make a view of one step on the draft, which answers with the board, or shows the problem on the page."""

    @authors
    @require_POST
    @wraps(inner)
    def view(request: HttpRequest, pk: int) -> HttpResponse:
        version = get_paper_version(person_of(request), pk)
        try:
            inner(request, version)
        except DomainError as refusal:
            return problem(refusal)
        if not request.htmx:  # type: ignore[attr-defined]
            return redirect("paper_edit", pk)
        return render(request, "exams/_paper_board.html", {"board": draft_board(version.pk)})

    return view


@authors
@require_safe
def paper_edit(request: HttpRequest, pk: int) -> HttpResponse:
    version = get_paper_version(person_of(request), pk)
    if version.frozen_at is not None:
        return redirect("paper_detail", pk)
    asked = request.GET or {"subject": version.paper.subject.code}
    bank = BankFilter(asked, user=person_of(request))
    context = {"version": version, "board": draft_board(version.pk), "form": PaperForm.of(version), "bank": bank}
    return render(request, "exams/paper_edit.html", context)


@authors
@require_safe
def paper_bank(request: HttpRequest, pk: int) -> HttpResponse:
    version = get_paper_version(person_of(request), pk)
    asked = {"subject": version.paper.subject.code, **BankFilter(request.GET, user=person_of(request)).chosen}
    found = find_questions(questions_editable_by(person_of(request)), **{**asked, "status": "active"})
    found = found.exclude(use=QuestionUse.PRACTICE)[:FOUND]
    context = {"found": found, "version": version, "board": draft_board(version.pk)}
    return render(request, "exams/_paper_bank.html", context)


@step
def paper_add(request: HttpRequest, version: PaperVersion) -> None:
    question = get_question(person_of(request), _number(request, "question"))
    drafts.add_question(version=version, question=question, section=request.POST.get("section", ""))


@step
def paper_remove(request: HttpRequest, version: PaperVersion) -> None:
    drafts.remove_question(version=version, question_id=_number(request, "question"))


@step
def paper_move(request: HttpRequest, version: PaperVersion) -> None:
    is_up = request.POST.get("to") == "up"
    drafts.move_question(version=version, question_id=_number(request, "question"), up=is_up)


@step
def paper_choice(request: HttpRequest, version: PaperVersion) -> None:
    drafts.toggle_choice(version=version, question_id=_number(request, "question"))


@step
def paper_item_marks(request: HttpRequest, version: PaperVersion) -> None:
    form = ItemMarksForm(request.POST)
    if not form.is_valid():
        raise drafts.BadMarks
    drafts.set_item_marks(version=version, question_id=_number(request, "question"), **form.cleaned_data)


@step
def paper_section_add(request: HttpRequest, version: PaperVersion) -> None:
    drafts.add_section(version=version)


@step
def paper_section_change(request: HttpRequest, version: PaperVersion) -> None:
    form = SectionForm(request.POST)
    if not form.is_valid():
        raise drafts.BadSection
    drafts.change_section(version=version, **form.cleaned_data)


@step
def paper_section_remove(request: HttpRequest, version: PaperVersion) -> None:
    drafts.remove_section(version=version, key=request.POST.get("key", ""))


@step
def paper_facts(request: HttpRequest, version: PaperVersion) -> None:
    form = PaperForm(request.POST)
    if not form.is_valid():
        raise drafts.BadFacts(fields={name: [str(text) for text in texts] for name, texts in form.errors.items()})
    update_draft(version=version, **form.cleaned_data)
