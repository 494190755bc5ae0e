"""One result: a hot path on the evening when results come out."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase

from accounts.access.permissions import person_asking
from accounts.choices import Role
from exams.access.attempts import may_see_result_key
from exams.api.schemas import ResultOut
from exams.queries.result_body import read_result, result_body
from mathvidya.api.hot import hot_view
from mathvidya.api.throttles import check_rate
from mathvidya.lib.errors import NotFound

STAFF = (Role.TEACHER, Role.ADMIN)


@hot_view(["GET"], operation_id="attempts_result", responses={200: ResultOut})
def attempt_result(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The released result, question by question; 404 `result_not_released` before. Staff see the newest run."""
    person = person_asking(request)
    check_rate(request, "default", f"user:{person.pk}")
    result = read_result(pk, or_newest=person.role in STAFF)
    if result is None:
        raise NotFound
    body = result_body(result, with_key=may_see_result_key(person, result))
    return HttpResponse(body, content_type="application/json")
