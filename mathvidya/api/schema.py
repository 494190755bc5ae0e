"""What every operation of the OpenAPI document has in common."""

from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter

from mathvidya.api.idempotency import HEADER
from mathvidya.lib.problems import CONTENT_TYPE

PROBLEM: dict[str, Any] = {
    "type": "object",
    "description": "RFC 9457. Tell cases apart by `code`; it is stable, the texts are not.",
    "required": ["type", "title", "status", "detail", "code"],
    "properties": {
        "type": {"type": "string", "format": "uri"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "code": {"type": "string"},
        "errors": {
            "type": "object",
            "description": "Texts by field; a nested field is a dotted path.",
            "additionalProperties": {"type": "array", "items": {"type": "string"}},
        },
    },
    "additionalProperties": True,
    "example": {
        "type": "urn:mathvidya:problem:invalid",
        "title": "Bad Request",
        "status": 400,
        "detail": "Some inputs are not valid.",
        "code": "invalid",
        "errors": {"email": ["Enter a valid email address."]},
    },
}
REFUSALS = {
    "4XX": "A refusal; `code` says which. 429 carries `Retry-After`.",
    "5XX": "Not your fault. 503 carries `Retry-After`.",
}


class BearerScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """How the document names the access token. Found by its dotted path, because accounts is above this package."""

    target_class = "accounts.access.authentication.BearerAuthentication"
    name = "bearer"

    def get_security_definition(self, auto_schema: AutoSchema) -> dict[str, Any]:
        return {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}


class Schema(AutoSchema):
    """Adds the Idempotency-Key where a method honours it, and tags by the noun of the path."""

    def get_override_parameters(self) -> list[Any]:
        method = getattr(self.view, self.method.lower(), None)
        action = getattr(self.view, getattr(self.view, "action", None) or "", None)
        if not (getattr(method, "is_idempotent", False) or getattr(action, "is_idempotent", False)):
            return []
        text = "The same key and body give the same answer for seven days; another body gives 409."
        return [OpenApiParameter(HEADER, OpenApiTypes.STR, OpenApiParameter.HEADER, description=text)]

    def get_filter_backends(self) -> list[Any]:
        """Return none where the view declares no filters: looking for some would run its queryset without a person."""
        filters = getattr(self.view, "filterset_class", None)
        if filters is None and not getattr(self.view, "filterset_fields", None):
            return []
        model = getattr(getattr(filters, "_meta", None), "model", None)
        if model is not None:  # the same, for the types of its filters; this view instance answers no request
            setattr(self.view, "queryset", model._default_manager.none())  # noqa: B010  (APIView knows no such name)
        return list(super().get_filter_backends())

    def get_tags(self) -> list[str]:
        return [self.path.removeprefix("/api/v1/").split("/")[0]]


def add_problems(result: dict[str, Any], generator: Any, request: Any, public: bool) -> dict[str, Any]:
    """Add to every operation that it may answer with a Problem; a post-processing hook of drf-spectacular."""
    schemas = result.setdefault("components", {}).setdefault("schemas", {})
    schemas["Problem"] = PROBLEM
    content = {CONTENT_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    for path in result.get("paths", {}).values():
        for operation in path.values():
            for status, text in REFUSALS.items():
                operation["responses"].setdefault(status, {"description": text, "content": content})
    return result
