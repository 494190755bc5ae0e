"""The short way of hot requests (docs/hot-paths.md).

Most of MIDDLEWARE serves pages: sessions, messages, templates, cookies. A request with a token, to a view made by
`hot_view`, needs none of it, and passing it all cost more than a save itself. It goes from here straight to its view.

What the rest of MIDDLEWARE would add to its answer (security headers, language) depends on nothing but host, scheme and
language. `settings.HOT_MIDDLEWARE` is asked once for each such kind of request, and its headers are remembered.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.core.handlers.exception import convert_exception_to_response
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import translation
from django.utils.module_loading import import_string

from mathvidya.audit.callers import CallerMiddleware
from mathvidya.ops.middleware import MetricsMiddleware, RequestLogMiddleware

Next = Callable[[HttpRequest], HttpResponseBase]
NUMBER = re.compile(r"(?<=/)[0-9]{1,18}(?=/|$)")  # what fits a column; a longer one goes the long way and finds nothing
PARAMETER = re.compile(r"<int:(\w+)>")
KINDS_KEPT = 500
OF_THE_BLANK = {"content-type", "content-length"}


@dataclass(frozen=True)
class HotRoute:
    """A hot view behind a path whose only variables are numbers; `names` are theirs, in order."""

    view: Callable[..., HttpResponseBase]
    route: str
    names: tuple[str, ...]


@dataclass(frozen=True)
class Manners:
    """What every answer to one kind of request carries, and the language in which refusals are told.

    `headers` as Django keeps them: {name in lower case: (name, value)}.
    """

    headers: dict[str, tuple[str, str]]
    language: str


@lru_cache(maxsize=4)
def hot_routes(urlconf: str) -> dict[str, HotRoute]:
    """{path with each number as "0": its hot view}: one look-up instead of sixty patterns."""
    return {PARAMETER.sub("0", f"/{found.route}"): found for found in _walk(get_resolver(urlconf), "")}


def _walk(resolver: URLResolver, prefix: str) -> Iterator[HotRoute]:
    for pattern in resolver.url_patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern, route)
        elif isinstance(pattern, URLPattern) and getattr(pattern.callback, "is_hot", False):
            yield HotRoute(pattern.callback, route, tuple(PARAMETER.findall(route)))


def find_hot_route(environ: Mapping[str, Any]) -> HotRoute | None:
    """The route of a request that goes the short way; a cookie or a query string may concern some other middleware."""
    if environ.get("HTTP_COOKIE") or environ.get("QUERY_STRING"):
        return None
    if not environ.get("HTTP_AUTHORIZATION", "").startswith("Bearer "):
        return None
    return hot_routes(settings.ROOT_URLCONF).get(NUMBER.sub("0", environ["PATH_INFO"]))


class HotLaneMiddleware:
    """The outermost middleware: hot requests with a token turn off here, all others go on."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response
        view: Any = convert_exception_to_response(_answered)
        self._answer = RequestLogMiddleware(MetricsMiddleware(CallerMiddleware(view)))
        self._dress: Any = convert_exception_to_response(_blank)
        for name in reversed(settings.HOT_MIDDLEWARE):
            self._dress = convert_exception_to_response(import_string(name)(self._dress))
        self._manners: dict[tuple[Any, ...], Manners | None] = {}

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        route = find_hot_route(request.META)
        manners = self._manners_for(request) if route else None
        if route is None or manners is None:
            return self.get_response(request)
        translation.activate(manners.language)
        request.resolver_match = route  # type: ignore[assignment]
        response: Any = self._answer(request)
        # What `setdefault` does for each of them, without looking at a dozen values again that have been looked at.
        response.headers._store = manners.headers | response.headers._store
        response.headers.setdefault("Content-Length", str(len(response.content)))
        return response  # type: ignore[no-any-return]

    def _manners_for(self, request: HttpRequest) -> Manners | None:
        """None for a request that some middleware answers itself: a wrong host, or no https."""
        meta = request.META
        kind = (meta.get("HTTP_HOST"), meta.get("SERVER_NAME"), request.scheme, meta.get("HTTP_ACCEPT_LANGUAGE"))
        if kind not in self._manners:
            if len(self._manners) >= KINDS_KEPT:
                self._manners.clear()
            self._manners[kind] = self._learn(request)
        return self._manners[kind]

    def _learn(self, request: HttpRequest) -> Manners | None:
        blank = self._dress(request)
        if blank.status_code != 200:
            return None
        headers = {name: pair for name, pair in blank.headers._store.items() if name not in OF_THE_BLANK}
        return Manners(headers, translation.get_language() or settings.LANGUAGE_CODE)


def _blank(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


def _answered(request: HttpRequest) -> HttpResponseBase:
    route: Any = request.resolver_match
    numbers = map(int, NUMBER.findall(request.path_info))
    return route.view(request, **dict(zip(route.names, numbers, strict=True)))  # type: ignore[no-any-return]
