"""The fast lane: hot requests go past most of MIDDLEWARE (docs/hot-paths.md).

Most of MIDDLEWARE serves pages: sessions, messages, templates, cookies. A request with a token, to a view made by
`hot_view`, needs none of it, and passing it all cost more than a save itself. It goes from here straight to its view.

What the rest of MIDDLEWARE would add to its answer (security headers, language) depends on nothing but host, scheme and
language. `settings.HOT_MIDDLEWARE` is asked once for each such kind of request, and its headers are remembered.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.conf import settings
from django.core.handlers.exception import convert_exception_to_response
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import translation
from django.utils.module_loading import import_string

from mathvidya.audit.callers import CallerMiddleware
from mathvidya.lib.process_caches import pure
from mathvidya.ops.middleware import MetricsMiddleware, RequestLogMiddleware

Next = Callable[[HttpRequest], HttpResponseBase]
# Digits that fit a column; a longer number goes through MIDDLEWARE and finds nothing.
NUMBER = re.compile(r"(?<=/)([0-9]{1,18})(?=/|$)")
PARAMETER = re.compile(r"<int:(\w+)>")
KINDS_KEPT = 500
OF_THE_BLANK = {"content-type", "content-length"}


class HotRoute(NamedTuple):
    """A hot view behind a path whose only variables are numbers; `names` are theirs, in order."""

    view: Callable[..., HttpResponseBase]
    route: str
    names: tuple[str, ...]


class HotMatch(NamedTuple):
    """The view that a path leads to: as much of a request's `resolver_match` as is used."""

    view: Callable[..., HttpResponseBase]
    route: str
    kwargs: dict[str, int]


@dataclass(frozen=True)
class ResponseDefaults:
    """The headers of every answer to one kind of request, and the language of its refusals.

    `headers` as Django keeps them: {name in lower case: (name, value)}.
    """

    headers: dict[str, tuple[str, str]]
    language: str


@pure(maxsize=4)
def hot_routes(urlconf: str) -> dict[str, HotRoute]:
    """Return {path with each number as "0": its hot view}: one look-up instead of sixty patterns."""
    return {PARAMETER.sub("0", f"/{found.route}"): found for found in _walk(get_resolver(urlconf), "")}


def _walk(resolver: URLResolver, prefix: str) -> Iterator[HotRoute]:
    for pattern in resolver.url_patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern, route)
        elif isinstance(pattern, URLPattern) and getattr(pattern.callback, "is_hot", False):
            yield HotRoute(pattern.callback, route, tuple(PARAMETER.findall(route)))


def find_hot_route(environ: Mapping[str, Any]) -> HotMatch | None:
    """Return the hot view of a request; None where there is none, and for a cookie or query string.

    A cookie or a query string may concern a middleware that the fast lane leaves out.
    """
    if environ.get("HTTP_COOKIE") or environ.get("QUERY_STRING"):
        return None
    if not environ.get("HTTP_AUTHORIZATION", "").startswith("Bearer "):
        return None
    parts = NUMBER.split(environ["PATH_INFO"])
    found = hot_routes(settings.ROOT_URLCONF).get("0".join(parts[::2]))
    if found is None:
        return None
    return HotMatch(found.view, found.route, dict(zip(found.names, map(int, parts[1::2]), strict=True)))


class HotLane:
    """Answers hot requests as all of MIDDLEWARE would, without passing it."""

    def __init__(self) -> None:
        view: Any = convert_exception_to_response(_answered)
        self._answer = RequestLogMiddleware(MetricsMiddleware(CallerMiddleware(view)))
        self._dress: Any = convert_exception_to_response(_blank)
        for name in reversed(settings.HOT_MIDDLEWARE):
            self._dress = convert_exception_to_response(import_string(name)(self._dress))
        self._defaults: dict[tuple[Any, ...], ResponseDefaults | None] = {}

    def answer(self, request: HttpRequest, match: HotMatch) -> HttpResponse | None:
        """Return the view's answer or its refusal, with every header that MIDDLEWARE gives it.

        None for a request that some middleware answers itself: a wrong host, or no https.
        """
        defaults = self._defaults_for(request)
        if defaults is None:
            return None
        translation.activate(defaults.language)
        request.resolver_match = match  # type: ignore[assignment]
        response: Any = self._answer(request)
        # What `setdefault` does for each of them, without looking at a dozen values again that have been looked at.
        found = response.headers._store
        response.headers._store = found = defaults.headers | found
        if "content-length" not in found:
            found["content-length"] = ("Content-Length", str(len(response.content)))
        return response  # type: ignore[no-any-return]

    def _defaults_for(self, request: HttpRequest) -> ResponseDefaults | None:
        meta = request.META
        kind = (meta.get("HTTP_HOST"), meta.get("SERVER_NAME"), request.scheme, meta.get("HTTP_ACCEPT_LANGUAGE"))
        if kind not in self._defaults:
            if len(self._defaults) >= KINDS_KEPT:
                self._defaults.clear()
            self._defaults[kind] = self._learn(request)
        return self._defaults[kind]

    def _learn(self, request: HttpRequest) -> ResponseDefaults | None:
        blank = self._dress(request)
        if blank.status_code != 200:
            return None
        headers = {name: pair for name, pair in blank.headers._store.items() if name not in OF_THE_BLANK}
        return ResponseDefaults(headers, translation.get_language() or settings.LANGUAGE_CODE)


class HotLaneMiddleware:
    """The outermost middleware: it answers hot requests with a token and passes all others on.

    In production they have been answered before it (mathvidya/fastlane/handler.py).
    """

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response
        self._lane = HotLane()

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        match = find_hot_route(request.META)
        answer = self._lane.answer(request, match) if match else None
        return answer or self.get_response(request)


def _blank(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


def _answered(request: HttpRequest) -> HttpResponseBase:
    match: Any = request.resolver_match
    return match.view(request, **match.kwargs)  # type: ignore[no-any-return]
