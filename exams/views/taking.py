"""A student's pages: exams, one exam, the exam room, the receipt."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_POST, require_safe

from accounts.access.permissions import roles, signed_in
from accounts.access.signin import person_of
from accounts.choices import Role
from exams.access.attempts import get_attempt_to_read, get_attempt_to_submit
from exams.access.exams import exams_visible_to, get_exam
from exams.actions.attempts import start_attempt, submit_attempt
from exams.choices import AttemptStatus
from exams.queries.attempts import answered_count
from exams.queries.content import get_attempt_content, get_paper_content
from exams.queries.exams import exam_list_of, exam_rows
from exams.queries.room import room_questions, room_state
from mathvidya.web.windows import addresses

PAST_SHOWN = 10
PAGES_PANEL = ["evaluations/_pages_panel.html", "components/_nothing.html"]


@require_safe
@roles(Role.STUDENT)
def exam_list(request: HttpRequest) -> HttpResponse:
    person = person_of(request)
    groups = exam_list_of(person, exams_visible_to(person), request.GET, size=PAST_SHOWN)
    return render(request, "exams/exam_list.html", {"groups": groups, **addresses(request, groups.window)})


@require_safe
@roles(Role.STUDENT)
def exam_detail(request: HttpRequest, pk: int) -> HttpResponse:
    [row] = exam_rows([get_exam(person_of(request), pk)], person_of(request))
    papers = [(place, get_paper_content(place.paper.paper_version_id), row.may_start(place)) for place in row.papers]
    return render(request, "exams/exam_detail.html", {"row": row, "exam": row.exam, "papers": papers})


@require_POST
@roles(Role.STUDENT)
def exam_start(request: HttpRequest, pk: int, paper: int) -> HttpResponse:
    started = start_attempt(student_id=person_of(request).pk, exam_id=pk, exam_paper_id=paper)
    return redirect("attempt_room", started.attempt.id)


@gzip_page
@require_safe
@roles(Role.STUDENT)
def attempt_room(request: HttpRequest, pk: int) -> HttpResponse:
    attempt = get_attempt_to_submit(person_of(request), pk)
    if attempt.status == AttemptStatus.SUBMITTED:
        return redirect("attempt_detail", pk)
    content = get_attempt_content(attempt.pk, attempt.paper_version_id)
    context = {"attempt": attempt, "content": content, "questions": room_questions(attempt)}
    context |= {"state": room_state(attempt), "pages_panel": PAGES_PANEL}
    return render(request, "exams/attempt_room.html", context)


@require_safe
@signed_in
def attempt_detail(request: HttpRequest, pk: int) -> HttpResponse:
    attempt = get_attempt_to_read(person_of(request), pk)
    if attempt.status != AttemptStatus.SUBMITTED and attempt.student_id == person_of(request).pk:
        return redirect("attempt_room", pk)
    content = get_attempt_content(attempt.pk, attempt.paper_version_id)
    context = {"attempt": attempt, "content": content, "answered": answered_count(attempt)}
    return render(request, "exams/attempt_detail.html", {**context, "pages_panel": PAGES_PANEL})


@require_POST
@roles(Role.STUDENT)
def attempt_submit(request: HttpRequest, pk: int) -> HttpResponse:
    submit_attempt(attempt=get_attempt_to_submit(person_of(request), pk))
    return redirect("attempt_detail", pk)
