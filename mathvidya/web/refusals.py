"""What a person sees when a page cannot be shown: the same look as the rest, and the words of the refusal."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from mathvidya.lib.problems import problem_response
from mathvidya.ops.outages import Outage

CODES = {
    400: "malformed",
    403: "forbidden",
    404: "not_found",
    405: "method_not_allowed",
    413: "too_large",
    500: "server_error",
    503: "service_unavailable",
}


def wants_data(request: HttpRequest) -> bool:
    """Return whether a program asks: the API, or htmx, whose toast shows the problem's detail."""
    return request.path.startswith(("/api/", "/uploads/")) or bool(getattr(request, "htmx", False))


def show_refusal(
    request: HttpRequest, status: int, detail: str = "", *, code: str = "", extra: dict[str, Any] | None = None
) -> HttpResponse:
    """Return the page for `status` (problem+json for programs). Above 499 it needs no database and no session."""
    extra = extra or {}
    headers = {"Retry-After": str(extra["retry_after"])} if "retry_after" in extra else {}
    if wants_data(request):
        code = code or CODES.get(status, "error")
        return problem_response(code=code, status=status, detail=detail, extra=extra, headers=headers)
    if status >= 500:
        body = render_to_string("errors/500.html", {"number": status, "detail": detail})
        return HttpResponse(body, status=status, headers=headers)
    response = render(request, [f"errors/{status}.html", "errors/400.html"], {"detail": detail}, status=status)
    for name, value in headers.items():
        response[name] = value
    return response


def show_outage(request: HttpRequest, outage: Outage) -> HttpResponse:
    """Return 503 for a service that is away, with the seconds after which to try again."""
    extra = {"retry_after": outage.retry_after}
    return show_refusal(request, 503, str(outage.detail), code=outage.code, extra=extra)
