"""One result: a hot path on the evening when results come out."""

from django.http import HttpRequest, HttpResponseBase

from accounts.access.permissions import who_asks
from accounts.choices import Role
from exams.access.attempts import may_see_result_key
from exams.api.schemas import ResultOut
from exams.queries.result_body import read_result, result_body
from exams.queries.results import ResultNotReleased
from mathvidya.api.throttles import check_rate
from mathvidya.fastlane.views import JsonBytes, hot_view
from mathvidya.lib.errors import NotFound

STAFF = (Role.TEACHER, Role.ADMIN)


@hot_view(["GET"], refuses=(ResultNotReleased,), operation_id="attempts_result", responses={200: ResultOut})
def attempt_result(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Return the released result, question by question; 404 `result_not_released` before. Staff see the newest run."""
    who = who_asks(request)
    check_rate(request, "default", f"user:{who.user_id}")
    result = read_result(pk, or_newest=who.role in STAFF)
    if result is None:
        raise NotFound
    return JsonBytes(result_body(result, with_key=may_see_result_key(who, result)))
