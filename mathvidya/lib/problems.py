"""RFC 9457 bodies: the one form of a refusal for programs."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.http import JsonResponse

from mathvidya.lib.errors import DomainError, title_of

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

CONTENT_TYPE = "application/problem+json"


def problem_body(
    *,
    code: str,
    status: int,
    detail: "StrOrPromise",
    errors: "Mapping[str, list[StrOrPromise]] | Mapping[str, list[str]] | None" = None,
    extra: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """Return the members of a problem; `errors` only where inputs are to blame."""
    body: dict[str, Any] = {
        "type": f"/api/problems/{code}",
        "title": title_of(code),
        "status": status,
        "detail": str(detail) or HTTPStatus(status).phrase,
        "code": code,
    }
    if errors:
        body["errors"] = {field: [str(text) for text in texts] for field, texts in errors.items()}
    return {**(extra or {}), **body}


def problem_response(
    *,
    code: str,
    status: int,
    detail: "StrOrPromise",
    errors: "Mapping[str, list[StrOrPromise]] | Mapping[str, list[str]] | None" = None,
    extra: Mapping[str, Any] | None = None,
    headers: Mapping[str, str] | None = None,
) -> JsonResponse:
    """Return a problem as an answer; never cached."""
    body = problem_body(code=code, status=status, detail=detail, errors=errors, extra=extra)
    response = JsonResponse(body, status=status, content_type=CONTENT_TYPE, headers=dict(headers or {}))
    response.headers.setdefault("Cache-Control", "no-store")
    return response


def refusal_response(error: DomainError) -> JsonResponse:
    """Return a refusal as an answer; `retry_after` among its extras (seconds) also becomes the header."""
    headers = {"Retry-After": str(error.extra["retry_after"])} if "retry_after" in error.extra else {}
    return problem_response(
        code=error.code,
        status=error.status,
        detail=error.detail,
        errors=error.fields,
        extra=error.extra,
        headers=headers,
    )
