"""The queue, the marking page and the board of promised times."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access.people import as_key
from accounts.access.permissions import roles
from accounts.access.signin import person_of
from accounts.choices import Role
from accounts.models import User
from evaluations.access.desk import get_task
from evaluations.actions.leases import claim_task, reassign_task, release_task
from evaluations.choices import ErrorTag
from evaluations.forms import ReassignForm, ReleaseForm
from evaluations.models import MarkingTask
from evaluations.queries.desk import board_of, count_waiting_for, head_of_queue, sla_of, split_queue, teachers_for
from mathvidya.lib.errors import DomainError, NotFound
from mathvidya.web.windows import addresses

QUEUE_SHOWN, BOARD_SHOWN = 20, 20


@require_GET
@roles(Role.TEACHER, Role.ADMIN)
def marking_queue(request: HttpRequest) -> HttpResponse:
    user: User = person_of(request)
    held, waiting = split_queue(head_of_queue(user, QUEUE_SHOWN), user)
    is_all = len(held) + len(waiting) < QUEUE_SHOWN
    number = len(waiting) if is_all else count_waiting_for(user)
    facts = {"held": held, "waiting": waiting, "number": number, "now": timezone.now()}
    return render(request, "evaluations/queue.html", facts)


@require_POST
@roles(Role.TEACHER)
def marking_claim(request: HttpRequest) -> HttpResponse:
    named = request.POST.get("task", "")
    try:
        lease = claim_task(teacher_id=person_of(request).pk, task_id=as_key(named))
    except DomainError as refusal:
        messages.warning(request, str(refusal.detail))
        return redirect("marking_queue")
    return redirect("marking", lease.task_id)


@require_POST
@roles(Role.TEACHER)
def marking_release(request: HttpRequest, task: int) -> HttpResponse:
    found, form = _task(request, task), ReleaseForm(request.POST)
    if form.is_valid():
        try:
            release_task(task=found, marker=person_of(request), fence=form.cleaned_data["fence"])
        except DomainError as refusal:
            messages.warning(request, str(refusal.detail))
    return redirect("marking_queue")


@require_GET
@roles(Role.TEACHER, Role.ADMIN)
def marking(request: HttpRequest, task: int) -> HttpResponseBase:
    found = _task(request, task)
    held = found.marker_id == person_of(request).pk and found.state == "claimed"
    return render(request, "evaluations/marking.html", {"task": found, "is_held": held, "error_tags": ErrorTag.choices})


@require_GET
@roles(Role.TEACHER, Role.ADMIN)
def marking_sla(request: HttpRequest) -> HttpResponse:
    user: User = person_of(request)
    lines, window = board_of(user, request.GET, size=BOARD_SHOWN)
    facts = {"sla": sla_of(user), "lines": lines, "may_reassign": user.role == Role.ADMIN}
    return render(request, "evaluations/sla.html", {**facts, **addresses(request, window), "now": timezone.now()})


@require_http_methods(["GET", "HEAD", "POST"])
@roles(Role.ADMIN)
def marking_reassign(request: HttpRequest, task: int) -> HttpResponse:
    """Choose who is to mark the script, and say why."""
    found = _task(request, task)
    form = ReassignForm(request.POST or None, teachers=teachers_for(found))
    if request.method == "POST" and form.is_valid():
        try:
            reassign_task(task=found, by=person_of(request), **form.cleaned_data)
        except DomainError as refusal:
            messages.warning(request, str(refusal.detail))
        return redirect("marking_sla")
    facts = {"task": found, "form": form}
    return render(request, "evaluations/reassign.html", facts, status=422 if form.errors else 200)


def _task(request: HttpRequest, pk: int) -> MarkingTask:
    try:
        return get_task(person_of(request), pk)
    except NotFound as error:
        raise Http404 from error
