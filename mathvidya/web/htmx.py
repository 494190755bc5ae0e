"""Pages and their fragments."""

from typing import Any
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render, resolve_url


def is_htmx(request: HttpRequest) -> bool:
    """Whether htmx asks for a fragment (a boosted link wants the whole page)."""
    details: Any = getattr(request, "htmx", None)
    return bool(details) and not details.boosted


def render_fragment(
    request: HttpRequest, page: str, fragment: str, context: dict[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    """The template `fragment` for htmx, the whole `page` for everybody else (who came by a link, or without script)."""
    response = render(request, fragment if is_htmx(request) else page, context, status=status)
    response["Vary"] = "HX-Request"
    return response


def follow_whole(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """A redirect to the sign-in page must move the window, not land inside a fragment."""
    if not getattr(request, "htmx", None) or response.status_code not in (301, 302, 303):
        return response
    target = response.headers["Location"]
    if urlsplit(target).path != resolve_url("account_login"):
        return response
    moved = HttpResponse(status=200)
    moved["HX-Redirect"] = target
    return moved
