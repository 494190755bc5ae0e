"""What the app asks first, by role. A hot path for students."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from rest_framework.renderers import JSONRenderer

from accounts.access.people import get_person
from accounts.access.permissions import person_asking
from accounts.choices import Role
from mathvidya.api.hot import hot_view
from mathvidya.api.throttles import check_rate
from mathvidya.insights.api.serializers import DashboardSerializer
from mathvidya.insights.queries.dashboards import get_dashboard
from mathvidya.insights.queries.first_screen import get_first_screen


@hot_view(["GET"], operation_id="dashboard_retrieve", responses=DashboardSerializer)
def dashboard(request: HttpRequest) -> HttpResponseBase:
    """Everything the home screen of the caller's role shows."""
    person = person_asking(request)
    check_rate(request, "default", f"user:{person.pk}")
    if person.role == Role.STUDENT:
        shown = {"role": person.role, "student": get_first_screen(person.pk)}
    else:
        shown = DashboardSerializer(get_dashboard(get_person(person, person.pk))).data
    return HttpResponse(JSONRenderer().render(shown), content_type="application/json")
