"""Plain views for the hot paths: the API's problems, checks and headers without DRF's cost per request."""

import functools
from collections.abc import Callable, Sequence
from http.cookies import SimpleCookie
from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.http.response import ResponseHeaders
from django.middleware.csrf import CsrfViewMiddleware
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework.views import APIView

from mathvidya.api.problems import as_problem
from mathvidya.lib.errors import DomainError
from mathvidya.lib.problems import problem_response

ENCODER = DjangoJSONEncoder()
View = Callable[..., HttpResponseBase | dict[str, Any] | list[Any] | None]
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


class JsonBytes(HttpResponse):
    """A response of JSON that is bytes already; unlike Django's, it does not check each header again."""

    def __init__(self, body: bytes, *, status: int = 200, cache_control: str = "") -> None:
        if not settings.FASTLANE:
            super().__init__(body, content_type="application/json", status=status)
            if cache_control:
                self["Cache-Control"] = cache_control
            return
        headers = {"content-type": ("Content-Type", "application/json")}
        if cache_control:
            headers["cache-control"] = ("Cache-Control", cache_control)
        self.headers: Any = ResponseHeaders.__new__(ResponseHeaders)
        self.headers._store = headers
        self.status_code, self._container, self.cookies = status, [body], SimpleCookie()
        self._charset = self._reason_phrase = self._handler_class = None
        self._resource_closers: list[Any] = []
        self.closed = False


class CsrfRefused(DomainError):
    code = "csrf_refused"
    status = 403
    detail = _("The security token of this page is missing or old. Reload the page.")


class _CsrfCheck(CsrfViewMiddleware):
    """Django's own CSRF check, which returns the reason instead of a page."""

    def _reject(self, request: HttpRequest, reason: str) -> str:
        return reason


def _unused(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


def check_csrf(request: HttpRequest) -> None:
    """Refuse a session cookie that does not come from a page of ours. Raises CsrfRefused (403)."""
    check = _CsrfCheck(_unused)
    check.process_request(request)
    if check.process_view(request, _unused, (), {}):
        raise CsrfRefused


def has_bearer(request: HttpRequest) -> bool:
    """Return whether the request has a Bearer token; no browser sends one by itself, so no other site can."""
    return str(request.META.get("HTTP_AUTHORIZATION", "")).startswith("Bearer ")


def hot_view(
    methods: Sequence[str], *, refuses: Sequence[type[DomainError]] = (), has_etag: bool = False, **schema: Any
) -> Callable[[View], Callable[..., HttpResponseBase]]:
    """Make a plain function a view of the API.

    It returns a response, a JSON value (200) or None (204); refusals become problem+json. `schema` goes to
    `extend_schema`, so that the path is in the OpenAPI document although DRF never sees it; `refuses` and
    `has_etag` say there what `api.refusals.refuses` and `api.etag.with_etag` say of other views. The function signs the
    caller in by `accounts.access.signin.principal`, which must not fall back to the session when a Bearer is named.
    """
    answers_to = {*methods, "HEAD"} if "GET" in methods else set(methods)
    allowed = ", ".join(sorted(answers_to))

    def decorate(view: View) -> Callable[..., HttpResponseBase]:
        @functools.wraps(view)
        def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.method not in answers_to:
                return problem_response(
                    code="method_not_allowed", status=405, detail=_("Not this method."), headers={"Allow": allowed}
                )
            try:
                if request.method not in SAFE and not has_bearer(request):
                    check_csrf(request)
                answer = view(request, *args, **kwargs)
            except Exception as error:
                response = as_problem(error)
                if response is None:
                    raise
                return response
            if isinstance(answer, HttpResponseBase):
                return answer
            if answer is None:
                return HttpResponse(status=204, headers={"Cache-Control": "no-store"})
            return JsonBytes(ENCODER.encode(answer).encode(), cache_control="no-store")

        made: Any = answered
        made.csrf_exempt = True  # checked above, where no token is named
        made.is_hot = True  # mathvidya.fastlane.lane
        made.cls, made.initkwargs = _twin(view, methods, schema, refuses, has_etag), {}
        return answered

    return decorate


def _twin(
    view: View, methods: Sequence[str], schema: dict[str, Any], refusals: Sequence[type[DomainError]], has_etag: bool
) -> type[APIView]:
    """Return the class that the schema generator reads instead of `view`; it never answers a request."""

    def described(self: APIView, request: Any, *args: Any, **kwargs: Any) -> None:
        raise NotImplementedError

    described.__doc__ = view.__doc__
    described.refusals, described.has_etag = tuple(refusals), has_etag  # type: ignore[attr-defined]
    handlers = {method.lower(): extend_schema(**schema)(described) for method in methods}
    name = getattr(view, "__name__", "hot").title().replace("_", "")
    return type(f"{name}View", (APIView,), {"__doc__": view.__doc__, "__module__": view.__module__, **handlers})
