"""Result pages, for the student, the guardians and the staff."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from accounts.access.people import get_child
from accounts.access.permissions import roles, signed_in
from accounts.access.signin import person_of
from accounts.choices import Role
from exams.access.attempts import attempts_visible_to, get_attempt_to_read, may_see_key
from exams.queries.results import get_run_to_show, is_revision, result_groups, submitted_of

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
    attempts = submitted_of(attempts_visible_to(person_of(request)))
    return render(request, "exams/result_list.html", {"attempts": attempts, "child": None})


@require_safe
@roles(Role.PARENT)
def child_results(request: HttpRequest, pk: int) -> HttpResponse:
    child = get_child(person_of(request), pk)
    attempts = submitted_of(attempts_visible_to(person_of(request)).filter(student=child))
    return render(request, "exams/result_list.html", {"attempts": attempts, "child": child})
