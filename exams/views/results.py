"""Result pages, for the student, the guardians and the staff."""

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from accounts.access.people import get_child
from accounts.access.permissions import roles, signed_in
from accounts.access.signin import person_of
from accounts.choices import Role
from accounts.models import User
from exams.access.attempts import attempts_visible_to, get_attempt_to_read, may_see_key
from exams.models import Attempt
from exams.queries.results import get_run_to_show, is_revision, result_groups, submitted_of
from mathvidya.web.windows import addresses

SHOWN = 25
STAFF = (Role.TEACHER, Role.ADMIN)
MARKED_PAGES = ["evaluations/_marked_pages.html", "components/_nothing.html"]


@gzip_page
@require_safe
@signed_in
def result_detail(request: HttpRequest, pk: int) -> HttpResponse:
    attempt = get_attempt_to_read(person_of(request), pk)
    run = get_run_to_show(attempt, is_staff=person_of(request).role in STAFF)
    with_key = may_see_key(person_of(request), attempt)
    context = {"attempt": attempt, "run": run, "with_key": with_key, "marked_pages": MARKED_PAGES}
    context["is_revision"] = is_revision(run)
    context["groups"] = result_groups(attempt, run, with_key=with_key)
    return render(request, "exams/result_detail.html", context)


@require_safe
@roles(Role.STUDENT, Role.PARENT)
def result_list(request: HttpRequest) -> HttpResponse:
    return _list(request, attempts_visible_to(person_of(request)), None)


@require_safe
@roles(Role.PARENT)
def child_results(request: HttpRequest, pk: int) -> HttpResponse:
    child = get_child(person_of(request), pk)
    return _list(request, attempts_visible_to(person_of(request)).filter(student=child), child)


def _list(request: HttpRequest, attempts: QuerySet[Attempt], child: User | None) -> HttpResponse:
    window = submitted_of(attempts, request.GET, size=SHOWN)
    context = {"attempts": window.rows, "child": child, **addresses(request, window)}
    return render(request, "exams/result_list.html", context)
