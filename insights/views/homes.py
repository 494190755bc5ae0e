"""The first page after signing in, by role, and what leads on from it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.access.permissions import roles, signed_in
from accounts.access.signin import person_of
from accounts.choices import Role
from insights.access import get_student
from insights.queries.dashboards import get_dashboard, homes
from insights.queries.homes import get_overview
from insights.queries.progress import get_progress


@require_safe
@signed_in
def home(request: HttpRequest) -> HttpResponse:
    """Show the home page of the person's role."""
    person = person_of(request)
    return render(request, homes[person.role].template, get_dashboard(person))


@require_safe
@roles(Role.ADMIN)
def overview(request: HttpRequest) -> HttpResponse:
    """Show the institute at a glance."""
    return render(request, "insights/overview.html", {"overview": get_overview()})


@require_safe
@signed_in
def student_progress(request: HttpRequest, pk: int) -> HttpResponse:
    """Show marks by chapter and the results behind them."""
    student = get_student(person_of(request), pk)
    return render(request, "insights/progress.html", {"student": student, "progress": get_progress(student.pk)})
