"""The network address of the caller, for the audit alone; logs never contain it."""

import ipaddress
from collections.abc import Callable
from contextvars import ContextVar

from django.conf import settings
from django.http import HttpRequest, HttpResponse

# The request and not its address: few requests are audited, and the address takes time to find.
_served: ContextVar[HttpRequest | None] = ContextVar("served", default=None)


def caller_address() -> str | None:
    """Return the caller's address, or None outside of a request."""
    request = _served.get()
    return address_of(request) if request else None


def address_of(request: HttpRequest) -> str | None:
    """Return the address that the outermost of our proxies saw.

    Anything further left in X-Forwarded-For is only the caller's claim.
    """
    found = request.META.get("REMOTE_ADDR", "")
    if settings.NUM_PROXIES:
        chain = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()]
        found = chain[-min(settings.NUM_PROXIES, len(chain))] if chain else found
    try:
        return str(ipaddress.ip_address(found))
    except ValueError:
        return None


class CallerMiddleware:
    """Remember the request that is being served, for `caller_address`."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        token = _served.set(request)
        try:
            return self.get_response(request)
        finally:
            _served.reset(token)
