"""Redirects of fragments."""

from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import resolve_url


def follow_whole(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """Return a redirect that moves the whole window: the sign-in page must not land inside a fragment."""
    if not getattr(request, "htmx", None) or response.status_code not in (301, 302, 303):
        return response
    target = response.headers["Location"]
    if urlsplit(target).path != resolve_url("account_login"):
        return response
    moved = HttpResponse(status=200)
    moved["HX-Redirect"] = target
    return moved
