"""On a question's page: typed answers that a person has decided."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access.permissions import roles
from accounts.access.signin import person_of
from accounts.choices import Role
from questions.access.questions import get_case_to_withdraw, get_question
from questions.actions.cases import decide_answer, withdraw_case
from questions.choices import CaseSource
from questions.forms.cases import CaseForm

authors = roles(Role.TEACHER, Role.ADMIN)


@authors
@require_POST
def answer_decide(request: HttpRequest, pk: int) -> HttpResponse:
    question = get_question(person_of(request), pk)
    form = CaseForm(request.POST, version=question.current)
    if form.is_valid() and question.current is not None:
        word = {**form.cleaned_data, "source": CaseSource.AUTHOR, "by": person_of(request)}
        decide_answer(version=question.current, **word)
        messages.success(request, _("Kept. Whoever gave this answer is scored again."))
    else:
        messages.error(request, " ".join(str(text) for texts in form.errors.values() for text in texts))
    return redirect("question_detail", question.pk)


@authors
@require_POST
def answer_withdraw(request: HttpRequest, pk: int, case: int) -> HttpResponse:
    kept = get_case_to_withdraw(person_of(request), pk, case)
    withdraw_case(case=kept, by=person_of(request))
    messages.success(request, _("The machine judges this answer again."))
    return redirect("question_detail", pk)
