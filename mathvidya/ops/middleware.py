"""One log line and one measurement per request; neither holds personal data."""

import logging
import re
import time
from collections.abc import Callable
from typing import cast

import structlog
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils.functional import SimpleLazyObject, empty
from django_structlog.middlewares import RequestMiddleware
from structlog.contextvars import bind_contextvars, clear_contextvars

from mathvidya.lib.chance import random_uuid
from mathvidya.ops.metrics import count_request
from mathvidya.ops.outages import outage_of

LOGGER = "django_structlog.middlewares.request"
log, stdlib_log = structlog.get_logger(LOGGER), logging.getLogger(LOGGER)
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
UUID = r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"
# Parts of a path that may give access or name a person: mailed keys, signed links, addresses.
TELLING = re.compile(rf"(?<=/)(?!{UUID}(?:/|$))(?:[^/]{{24,}}|[^/]*[@\s][^/]*)(?=/|$)")


class RequestLogMiddleware(RequestMiddleware):
    """django-structlog's middleware without personal data: no query string, no address, only the person's id."""

    async_capable = False  # not asynchronous, like its neighbours: changing threads between them would cost more

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        super().__init__(get_response)
        self.levels = {hundreds: self._log_level_for_status_code(hundreds * 100) for hundreds in range(1, 6)}

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # The library's own checks each time whether it is a coroutine.
        self.prepare(request)
        response = cast(HttpResponse, self.get_response(request))
        self.handle_response(request, response)
        if request_id := getattr(request, "request_id", ""):
            response["X-Request-ID"] = request_id
        return response

    def prepare(self, request: HttpRequest) -> None:
        """Bind only what is read later: the library's own, with a start line and its signals, costs twice as much."""
        request_id = request.META.get("HTTP_X_REQUEST_ID") or random_uuid().hex
        request.request_id = request_id  # type: ignore[attr-defined]
        bind_contextvars(request_id=request_id)

    def handle_response(self, request: HttpRequest, response: HttpResponse) -> None:
        if isinstance(response, StreamingHttpResponse):
            super().handle_response(request, response)
            return
        if not hasattr(request, "_raised_exception"):
            level = self.levels[response.status_code // 100]
            if stdlib_log.isEnabledFor(level):
                self.bind_user_id(request)
                log.log(level, "request_finished", code=response.status_code, request=self.format_request(request))
        clear_contextvars()

    @staticmethod
    def format_request(request: HttpRequest) -> str:
        return f"{request.method} {TELLING.sub('…', request.path)}"

    def _process_exception(self, request: HttpRequest, exception: Exception) -> None:
        """Log the exception, but not an outage: `note_outage` logs it where it is answered."""
        if outage_of(exception) is None:
            super()._process_exception(request, exception)

    @staticmethod
    def bind_user_id(request: HttpRequest) -> None:
        """Bind the id of a person who was loaded anyway: a log line must not cost a query."""
        user = getattr(request, "user", None)
        if isinstance(user, SimpleLazyObject) and user._wrapped is empty:
            return
        bind_contextvars(user_id=getattr(user, "pk", None))


class MetricsMiddleware:
    """Count and time each request by route (the pattern, never the path), method and status."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        start = time.perf_counter()
        response = self.get_response(request)
        match = request.resolver_match
        count_request(
            route=match.route if match else "(none)",
            method=request.method if request.method in METHODS else "(other)",
            status=response.status_code,
            seconds=time.perf_counter() - start,
        )
        return response
