"""What the app asks first, by role. A hot path for students."""

import json

from django.http import HttpRequest, HttpResponseBase
from rest_framework.renderers import JSONRenderer

from accounts.access.people import get_person
from accounts.access.permissions import who_asks
from accounts.models import User
from insights.api.serializers import DashboardOut
from insights.queries.dashboards import get_dashboard, homes
from mathvidya.api.throttles import check_rate
from mathvidya.fastlane.views import JsonBytes, hot_view

encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode  # as DRF's renderer does


@hot_view(["GET"], operation_id="dashboard_retrieve", responses=DashboardOut)
def dashboard(request: HttpRequest) -> HttpResponseBase:
    """Return everything the home screen of the caller's role shows."""
    who = who_asks(request)
    check_rate(request, "default", f"user:{who.user_id}")
    if read_fast := homes[who.role].read_fast:
        return JsonBytes(encode({"role": who.role, **read_fast(who.user_id)}).encode())
    person = User(pk=who.user_id, role=who.role)
    shown = DashboardOut(get_dashboard(get_person(person, person.pk))).data
    return JsonBytes(JSONRenderer().render(shown))
