"""An administrator's page: correct the marks of a finished script, with a reason."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access.permissions import roles
from accounts.access.signin import person_of
from accounts.choices import Role
from evaluations.access.desk import get_finished_task
from evaluations.actions.overrides import override_marks
from evaluations.forms import OverrideForm
from evaluations.queries.sheet import counted_questions
from mathvidya.lib.errors import NotFound


@require_http_methods(["GET", "HEAD", "POST"])
@roles(Role.ADMIN)
def marking_override(request: HttpRequest, task: int) -> HttpResponse:
    try:
        found = get_finished_task(person_of(request), task)
    except NotFound as error:
        raise Http404 from error
    form = OverrideForm(request.POST or None, questions=counted_questions(found))
    if request.method == "POST" and form.is_valid():
        override_marks(task=found, by=person_of(request), **form.read())
        messages.success(request, _("The marks are corrected; the result follows them."))
        return redirect("result_detail", found.script.attempt_id)
    status = 422 if form.errors else 200
    return render(request, "evaluations/override.html", {"task": found, "form": form}, status=status)
