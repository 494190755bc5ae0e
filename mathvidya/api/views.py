"""The OpenAPI document, the catalogue of problems, and the two readers, without any outside host."""

from typing import Any, cast

from csp.constants import SELF, UNSAFE_INLINE
from csp.decorators import csp_replace
from django.conf import settings
from django.utils.decorators import method_decorator
from drf_spectacular.utils import extend_schema
from drf_spectacular.views import SpectacularAPIView, SpectacularRedocView, SpectacularSwaggerSplitView
from rest_framework.permissions import AllowAny, BasePermission
from rest_framework.renderers import JSONRenderer, TemplateHTMLRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.settings import api_settings
from rest_framework.views import APIView

from mathvidya.api.schema import schema_of
from mathvidya.lib.errors import NotFound, problem_kinds

# Both pages write <style> elements while they run; Redoc searches in a worker made from a blob.
READER_POLICY = csp_replace({"style-src": [SELF, UNSAFE_INLINE], "worker-src": ["blob:"]})


class MayReadSchema(BasePermission):
    """Administrators who may use the API; anyone where API_DOCS_PUBLIC says so (development and the demo)."""

    def has_permission(self, request: Any, view: Any) -> bool:
        if settings.API_DOCS_PUBLIC:
            return True
        rules = cast("list[type[BasePermission]]", api_settings.DEFAULT_PERMISSION_CLASSES)
        return all(rule().has_permission(request, view) for rule in rules) and bool(request.user.is_staff)


@extend_schema(exclude=True)
class ProblemsView(APIView):
    """The catalogue of refusals; the `type` of a problem leads here."""

    authentication_classes = ()
    permission_classes = (AllowAny,)

    def get(self, request: Request) -> Response:
        """Every code with its schema: status, title, text, and the members that it may have."""
        return Response({code: schema_of(kind) for code, kind in sorted(problem_kinds.items())})


@extend_schema(exclude=True)
class ProblemView(APIView):
    """One code of the catalogue."""

    authentication_classes = ()
    permission_classes = (AllowAny,)

    def get(self, request: Request, code: str) -> Response:
        """The schema of one problem."""
        kind = problem_kinds.get(code)
        if kind is None:
            raise NotFound
        return Response(schema_of(kind))


@extend_schema(exclude=True)
class SchemaView(SpectacularAPIView):
    permission_classes = [MayReadSchema]


@method_decorator(READER_POLICY, name="dispatch")
class SwaggerView(SpectacularSwaggerSplitView):
    permission_classes = [MayReadSchema]
    renderer_classes = [TemplateHTMLRenderer, JSONRenderer]
    template_name = "api/swagger.html"


@method_decorator(READER_POLICY, name="dispatch")
class RedocView(SpectacularRedocView):
    permission_classes = [MayReadSchema]
    renderer_classes = [TemplateHTMLRenderer, JSONRenderer]
    template_name = "api/redoc.html"
