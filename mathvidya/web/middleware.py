"""What every request passes: headers, the person's language and zone, and refusals in the right form."""

from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from csp.constants import SELF, UNSAFE_EVAL, UNSAFE_INLINE
from csp.middleware import CSPMiddleware, PolicyParts
from django.conf import settings
from django.contrib.admin.options import IncorrectLookupParameters
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone, translation

from mathvidya.lib.errors import DomainError
from mathvidya.lib.problems import refusal_response
from mathvidya.ops.outages import note_outage
from mathvidya.web.htmx import follow_whole
from mathvidya.web.refusals import show_outage, show_refusal, wants_data

Next = Callable[[HttpRequest], HttpResponseBase]
PERMISSIONS = (
    "camera=(self), microphone=(), geolocation=(), payment=(), usb=(), display-capture=(), browsing-topics=(), "
    "interest-cohort=()"
)
LARGEST_ID = 2**63 - 1
# The admin's theme runs Alpine, which evaluates its attributes, and writes style attributes.
ADMIN_POLICY = {"script-src": [SELF, UNSAFE_EVAL], "style-src": [SELF, UNSAFE_INLINE]}


class PolicyMiddleware(CSPMiddleware):  # type: ignore[misc,unused-ignore]
    """The content security policy; the admin alone gets a looser one."""

    def get_policy_parts(
        self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False
    ) -> PolicyParts:
        parts = super().get_policy_parts(request, response, report_only)
        if request.path_info.startswith("/admin/") and not parts.replace:
            parts.replace = ADMIN_POLICY
        return parts


class HeadersMiddleware:
    """Headers on every answer, and no copy of a signed-in person's page left in a shared browser."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if "%00" in request.META.get("QUERY_STRING", "") or "\0" in request.path_info:
            return show_refusal(request, 400)  # no column can hold it, and PostgreSQL would say so with an exception
        response = follow_whole(request, self.get_response(request))
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        is_page = response.headers.get("Content-Type", "").startswith("text/html")
        is_data = request.path_info.startswith("/api/v1/") and "ETag" not in response.headers
        if is_data or (is_page and settings.SESSION_COOKIE_NAME in request.COOKIES):
            response.headers.setdefault("Cache-Control", "no-store, private")
        return response


class RefusalMiddleware:
    """Show a DomainError by its status, filters of the admin that are none as 400, and what is away as 503; everything
    else stays a 500."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """Answer 404 for a number too large for any column; PostgreSQL would raise an exception."""
        is_beyond = any(isinstance(value, int) and value > LARGEST_ID for value in kwargs.values())
        return show_refusal(request, 404) if is_beyond else None

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, DomainError):
            if wants_data(request):
                return refusal_response(error)
            return show_refusal(request, error.status, str(error.detail), code=error.code, extra=error.extra)
        if isinstance(error, IncorrectLookupParameters):
            return show_refusal(
                request, 400
            )  # the admin's lists catch it themselves, what is exported from them does not
        outage = note_outage(error)
        return show_outage(request, outage) if outage else None


class PreferencesMiddleware:
    """Pages speak the person's language and tell times in the person's zone.

    A language chosen on this device (Django's cookie) comes before the one in the profile. The API is left alone: it
    speaks what Accept-Language asks for, tells times with their offset, and is spared the look-up.
    """

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path_info.startswith("/api/") or settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return self.get_response(request)
        user = request.user
        if not user.is_authenticated:
            return self.get_response(request)
        language = getattr(user, "language", "")
        if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES and translation.check_for_language(language):
            translation.activate(language)
            request.LANGUAGE_CODE = translation.get_language()
        with timezone.override(zone_of(getattr(user, "time_zone", ""))):
            return self.get_response(request)


def zone_of(name: str) -> ZoneInfo | None:
    """Return the zone called `name`; None (the server's) for a name this machine does not know."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None
