"""Every error of the API becomes problem+json here: our refusals, DRF's, Django's, and outages."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.core.exceptions import ValidationError as ModelRefusal
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework import exceptions
from rest_framework.settings import api_settings
from rest_framework.views import set_rollback

from mathvidya.lib.errors import RETRY_AFTER, DomainError, ProblemKind, problem_kinds
from mathvidya.lib.problems import problem_response, refusal_response
from mathvidya.ops.outages import DATABASE, SERVICE, STORAGE, Outage, note_outage

# DRF's own codes where they differ from ours. A code is part of the API's contract, so each is listed.
CODES = {
    "not_authenticated": "not_signed_in",
    "authentication_failed": "not_signed_in",
    "permission_denied": "forbidden",
    "parse_error": "malformed",
    "throttled": "too_many_requests",
    "error": "server_error",
}
for _kind in (
    ProblemKind("method_not_allowed", 405, gettext_lazy("Not this method.")),
    ProblemKind("not_acceptable", 406, gettext_lazy("This cannot be answered in the form that was asked for.")),
    ProblemKind("server_error", 500, gettext_lazy("Something went wrong on our side.")),
    *(ProblemKind(outage.code, 503, outage.detail, RETRY_AFTER) for outage in (DATABASE, STORAGE, SERVICE)),
):
    problem_kinds.register(_kind.code, _kind)


def problem(error: DomainError) -> HttpResponse:
    """Return a refusal of the domain as an answer, for plain views."""
    return refusal_response(error)


def flatten(errors: Any, path: str = "") -> Iterator[tuple[str, list[str]]]:
    """Yield DRF's nested errors as (dotted path, texts); a list index is a path segment."""
    if isinstance(errors, Mapping):
        for key, value in errors.items():
            yield from flatten(value, f"{path}.{key}" if path else str(key))
    elif isinstance(errors, list | tuple) and any(isinstance(item, Mapping | list | tuple) for item in errors):
        for index, item in enumerate(errors):
            yield from flatten(item, f"{path}.{index}" if path else str(index))
    elif errors:
        texts = list(errors) if isinstance(errors, list | tuple) else [errors]
        yield path or api_settings.NON_FIELD_ERRORS_KEY, [str(text) for text in texts]


def invalid(errors: Any) -> HttpResponse:
    """Return 400 with the inputs that did not pass, by field."""
    return problem_response(
        code="invalid", status=400, detail=_("Some inputs are not valid."), errors=dict(flatten(errors))
    )


def of_framework(error: exceptions.APIException) -> HttpResponse:
    """Return a refusal that DRF itself raised as problem+json."""
    if isinstance(error, exceptions.ValidationError):
        return invalid(error.detail)
    headers = {}
    if header := getattr(error, "auth_header", None):
        headers["WWW-Authenticate"] = header
    if wait := getattr(error, "wait", None):
        headers["Retry-After"] = str(int(wait) + 1)
    code = str(getattr(error.detail, "code", error.default_code))
    code = CODES.get(code, CODES.get(error.default_code, error.default_code) if error.status_code == 401 else code)
    # simplejwt puts a mapping into `detail`; its first text is what a person can read.
    detail: Any = error.detail
    if isinstance(detail, Mapping):
        detail = next(iter(detail.values()), error.default_detail)
    return problem_response(code=code, status=error.status_code, detail=str(detail), headers=headers)


def of_outage(outage: Outage) -> HttpResponse:
    """Return 503 for a service of ours that is away, with the seconds after which to try again."""
    headers = {"Retry-After": str(outage.retry_after)}
    return problem_response(code=outage.code, status=503, detail=outage.detail, headers=headers)


def as_problem(error: BaseException) -> HttpResponse | None:
    """Return the answer to `error`, or None for one that nobody foresaw (then it is a 500, logged with its trace)."""
    match error:
        case DomainError():
            return problem(error)
        case exceptions.APIException():
            return of_framework(error)
        case Http404():
            return problem_response(code="not_found", status=404, detail=_("There is nothing here."))
        case PermissionDenied():
            return problem_response(code="forbidden", status=403, detail=_("You may not do this."))
        case ModelRefusal():
            return invalid(error.message_dict if hasattr(error, "error_dict") else error.messages)
        case RequestDataTooBig():
            return problem_response(code="too_large", status=413, detail=_("This is too large."))
        case SuspiciousOperation():
            return problem_response(code="malformed", status=400, detail=_("This request cannot be read."))
    outage = note_outage(error)
    return of_outage(outage) if outage else None


def handle_api_exception(error: Exception, context: dict[str, Any]) -> HttpResponse | None:
    """Return what DRF answers to an exception; it is DRF's EXCEPTION_HANDLER."""
    response = as_problem(error)
    if response is not None:
        set_rollback()
    return response
