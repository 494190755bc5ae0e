"""Alive, ready, measured. Mounted at the root for machines and under /api/v1/ for the API's promise."""

import ipaddress
from secrets import compare_digest
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse, extend_schema
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, generate_latest
from rest_framework import serializers
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from mathvidya.lib.errors import NotFound, refuses
from mathvidya.ops.probes import run_probes


class AliveOut(serializers.Serializer):  # type: ignore[type-arg]
    status = serializers.CharField()


class ReadyOut(serializers.Serializer):  # type: ignore[type-arg]
    status = serializers.ChoiceField(choices=["ok", "failing"])
    parts = serializers.DictField(child=serializers.CharField())


class OpenView(APIView):
    """The base of views for machines: no sign-in, no throttle, nothing stored."""

    authentication_classes = ()
    permission_classes = (AllowAny,)
    throttle_classes = ()

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        response = super().finalize_response(request, response, *args, **kwargs)
        response["Cache-Control"] = "no-store"
        return response


class AliveView(OpenView):
    @extend_schema(tags=["health"], summary="Is the process alive?", responses=AliveOut, auth=[])
    def get(self, request: Request) -> Response:
        """Answer without the database: a restart of the process would not repair the database."""
        return Response({"status": "ok"})


class ReadyView(OpenView):
    @extend_schema(
        tags=["health"],
        summary="Can it serve?",
        responses={200: ReadyOut, 503: OpenApiResponse(ReadyOut, "A part is not there")},
        auth=[],
    )
    def get(self, request: Request) -> Response:
        """Check database, applied migrations, cache, broker and storage; each part is "ok" or says what is wrong."""
        parts = run_probes()
        is_ready = all(answer == "ok" for answer in parts.values())
        return Response({"status": "ok" if is_ready else "failing", "parts": parts}, status=200 if is_ready else 503)


class MetricsView(OpenView):
    @refuses(NotFound)
    @extend_schema(
        tags=["health"],
        summary="Measurements, for operators",
        responses={(200, "text/plain"): OpenApiTypes.STR},
        auth=[],
    )
    def get(self, request: Request) -> HttpResponse:
        """Show metrics for Prometheus; with METRICS_TOKEN as bearer, or without one from this machine only."""
        if not _is_operator(request):
            raise NotFound
        return HttpResponse(generate_latest(REGISTRY), content_type=CONTENT_TYPE_LATEST)


def _is_operator(request: Request) -> bool:
    if settings.METRICS_TOKEN:
        offered = request.META.get("HTTP_AUTHORIZATION", "")
        return compare_digest(offered.encode(), f"Bearer {settings.METRICS_TOKEN}".encode())
    # A request that a proxy passed on comes from its address, not from its sender's.
    return not _was_forwarded(request) and _is_loopback(request.META.get("REMOTE_ADDR", ""))


def _was_forwarded(request: Request) -> bool:
    return "HTTP_X_FORWARDED_FOR" in request.META or "HTTP_FORWARDED" in request.META


def _is_loopback(address: str) -> bool:
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False
