"""What every operation of the OpenAPI document has in common."""

import re
from collections.abc import Iterable
from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter

from mathvidya.api.idempotency import HEADER
from mathvidya.api.refusals import kinds_of
from mathvidya.lib.errors import ProblemKind, problem_kinds
from mathvidya.lib.problems import CONTENT_TYPE

ERRORS = {
    "type": "object",
    "description": "Texts by field, as it was sent; a field inside another is a dotted path: `parts.0.marks`.",
    "additionalProperties": {"type": "array", "items": {"type": "string"}},
}


def _header(text: str, kind: str = "string", *, always: bool = False) -> dict[str, Any]:
    return {"description": text, "schema": {"type": kind}, **({"required": True} if always else {})}


RETRY = _header("In how many seconds to ask again.", "integer")
ETAG = _header("Of this content; sent again as If-None-Match it saves the body.", always=True)
HEADERS_OF_REFUSALS = {
    401: {"WWW-Authenticate": _header("How to sign in.")},
    409: {"Retry-After": RETRY},
    429: {"Retry-After": {**RETRY, "required": True}},
    503: {"Retry-After": RETRY},
}


class BearerScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """How the document names the access token. Found by its dotted path, because accounts is above this package."""

    target_class = "accounts.access.authentication.BearerAuthentication"
    name = "bearer"

    def get_security_definition(self, auto_schema: AutoSchema) -> dict[str, Any]:
        return {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}


class Schema(AutoSchema):
    """Adds the Idempotency-Key where a method honours it, tags, headers, and the problems that may come."""

    def get_operation(self, *args: Any, **kwargs: Any) -> dict[str, Any] | None:
        operation: dict[str, Any] | None = super().get_operation(*args, **kwargs)
        if operation is not None:
            operation.setdefault("security", [])
            self._add_headers(operation["responses"])
            for status, kinds in kinds_of(self.view, self.method, operation).items():
                operation["responses"].setdefault(str(status), _refusal(status, kinds))
        return operation

    def _add_headers(self, responses: dict[str, Any]) -> None:
        if self._is("has_etag"):
            responses["200"].setdefault("headers", {})["ETag"] = ETAG
            responses["304"] = {"description": "The caller holds this content already.", "headers": {"ETag": ETAG}}
        if self._is("is_idempotent"):
            for status, response in responses.items():
                if status.startswith("2"):
                    text = "true where the answer is that of an earlier request."
                    response.setdefault("headers", {})["Idempotency-Replayed"] = _header(text)

    def _is(self, mark: str) -> bool:
        handlers = (self.method.lower(), getattr(self.view, "action", None) or "")
        return any(getattr(getattr(self.view, name, None), mark, False) for name in handlers)

    def get_override_parameters(self) -> list[Any]:
        if not self._is("is_idempotent"):
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

    def is_deprecated(self) -> bool:
        return bool(super().is_deprecated() or getattr(self.view, "is_alias", False))

    def get_summary(self) -> str | None:
        """Return the first sentence of what describes the operation."""
        first = re.split(r"(?<=[^.])[.;](?:\s|$)", self.get_description().strip(), maxsplit=1)[0]
        return super().get_summary() or " ".join(first.split()) or None

    def get_tags(self) -> list[str]:
        return [self.path.removeprefix("/api/v1/").split("/")[0]]


def name_of(kind: ProblemKind) -> str:
    """Return the name of a problem's schema: AttemptClosedProblem."""
    return kind.title.title().replace(" ", "") + "Problem"


def schema_of(kind: ProblemKind) -> dict[str, Any]:
    """Return the schema of one problem with the members it may have."""
    return {
        "type": "object",
        "description": str(kind.detail),
        "required": ["type", "title", "status", "detail", "code"],
        "properties": {
            "type": {"type": "string", "format": "uri-reference", "const": f"/api/problems/{kind.code}"},
            "title": {"type": "string", "const": kind.title},
            "status": {"type": "integer", "const": kind.status},
            "detail": {"type": "string"},
            "code": {"type": "string", "const": kind.code},
            "errors": ERRORS,
            **kind.members,
        },
    }


def _refusal(status: int, kinds: Iterable[ProblemKind]) -> dict[str, Any]:
    """Return the response that is one of `kinds`, distinguished by `code`."""
    places = {kind.code: f"#/components/schemas/{name_of(kind)}" for kind in kinds}
    schema: dict[str, Any] = {"$ref": next(iter(places.values()))}
    if len(places) > 1:
        schema = {
            "oneOf": [{"$ref": place} for place in places.values()],
            "discriminator": {"propertyName": "code", "mapping": places},
        }
    response = {"description": ", ".join(f"`{code}`" for code in places), "content": {CONTENT_TYPE: {"schema": schema}}}
    return {**response, **({"headers": HEADERS_OF_REFUSALS[status]} if status in HEADERS_OF_REFUSALS else {})}


def add_problems(result: dict[str, Any], generator: Any, request: Any, public: bool) -> dict[str, Any]:
    """Add (a post-processing hook) the schema of each problem that an operation lists, each set of them once."""
    components = result.setdefault("components", {})
    shared: dict[str, Any] = {}
    codes: set[str] = set()
    for path in result.get("paths", {}).values():
        for operation in path.values():
            for status, response in operation["responses"].items():
                if CONTENT_TYPE in response.get("content", {}):
                    mine = response["description"].replace("`", "").split(", ")
                    name = f"Refused{status}." + ".".join(mine)
                    shared[name] = response
                    operation["responses"][status] = {"$ref": f"#/components/responses/{name}"}
                    codes.update(mine)
    components.setdefault("responses", {}).update(sorted(shared.items()))
    used = {tag for path in result.get("paths", {}).values() for one in path.values() for tag in one.get("tags", ())}
    result["tags"] = [{"name": tag} for tag in sorted(used)]
    kinds = [kind for code, kind in problem_kinds.items() if code in codes]
    components.setdefault("schemas", {}).update({name_of(kind): schema_of(kind) for kind in kinds})
    return result
