"""Every answer of the API in every test is held against the OpenAPI document (docs/api-conventions.md).

Installed for all of Django's test clients by the plugin; whoever speaks to a real server calls `check` themselves. An
operation or status that the document lacks, a header it does not name, a member that no schema has, a value of another
kind and a code that the operation does not list all fail the test, with the path, the place in the body and the reason.
"""

import copy
import functools
import json
import re
from collections.abc import Iterator, Mapping
from functools import cache, cached_property
from inspect import iscoroutinefunction
from typing import Any
from urllib.parse import unquote

import jsonschema_rs
import pytest
from django.conf import settings

PREFIX = "/api/v1/"
HERE = "urn:api"
PROBLEM = "application/problem+json"
DECIMAL = re.compile(r"-?\d+(\.\d+)?")
# What middleware and Django give to every answer of the site, whatever it is: nothing of the API's contract.
OF_EVERY_ANSWER = frozenset(
    """
    allow cache-control content-disposition content-language content-length content-security-policy content-type
    cross-origin-opener-policy cross-origin-resource-policy date permissions-policy referrer-policy server set-cookie
    strict-transport-security vary x-content-type-options x-frame-options x-request-id
    """.split()  # noqa: SIM905
)


class ContractBroken(AssertionError):
    """An answer that the document does not describe."""


def closed(schema: Any) -> Any:
    """Return `schema` with no room for members it does not name; where it says what others are, they stay allowed.

    The document itself leaves its objects open, for an app must not break when an answer grows.
    """
    if isinstance(schema, list):
        return [closed(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    made = {name: closed(value) for name, value in schema.items()}
    names = made.get("properties")
    if isinstance(names, dict) and made.get("type") == "object" and "additionalProperties" not in made:
        made["unevaluatedProperties" if "allOf" in made else "additionalProperties"] = False
    return made


class Document:
    """The document of this process, its validators compiled as they are needed."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        self.document = document
        self._paths = [(_pattern(path), path) for path in sorted(document["paths"], key=lambda path: path.count("{"))]
        self._validators: dict[tuple[str, ...], jsonschema_rs.Draft202012Validator] = {}

    @cached_property
    def _registry(self) -> jsonschema_rs.Registry:
        components = closed(copy.deepcopy(self.document.get("components", {})))
        return jsonschema_rs.Registry([(HERE, {"components": components})], draft=jsonschema_rs.Draft202012)

    def operation_of(self, method: str, path: str) -> tuple[str, dict[str, Any] | None]:
        """Return the template of a path and its operation for `method`; ("", None) where there is no such path."""
        for pattern, template in self._paths:
            if pattern.fullmatch(path):
                return template, self.document["paths"][template].get(method.lower())
        return "", None

    def faults(self, method: str, path: str, status: int, headers: Mapping[str, str], body: bytes | None) -> list[str]:
        """Return what of an answer the document does not describe. `body` is None where nobody reads it."""
        headers = {name.lower(): value for name, value in headers.items()}
        template, operation = self.operation_of("GET" if method == "HEAD" else method, path)
        if operation is None:
            # Whoever may not ask at all is refused before it is said that there is no such path or method.
            return [] if 400 <= status < 500 else [f"no operation {method} {template or path} in the document"]
        described = _response(operation["responses"], status)
        if described is None:
            return [f"status {status} is not documented; there are {', '.join(operation['responses'])}"]
        if "$ref" in described:
            described = self.document["components"]["responses"][described["$ref"].rsplit("/", 1)[1]]
        found = list(self._header_faults(described.get("headers", {}), headers))
        if method == "HEAD" or status == 304:
            return found
        return found + list(self._body_faults((template, method, str(status)), described, headers, body))

    def _header_faults(self, described: Mapping[str, Any], headers: Mapping[str, str]) -> Iterator[str]:
        known = {name.lower(): one for name, one in described.items()}
        for name in headers.keys() - known.keys() - OF_EVERY_ANSWER:
            yield f"header {name} is not documented"
        for name, one in known.items():
            if name not in headers:
                if one.get("required"):
                    yield f"header {name} is missing"
            elif (kind := one.get("schema", {}).get("type")) == "integer" and not headers[name].isdecimal():
                yield f"header {name}: {headers[name]!r} is no {kind}"

    def _body_faults(
        self, key: tuple[str, ...], described: Mapping[str, Any], headers: Mapping[str, str], body: bytes | None
    ) -> Iterator[str]:
        kinds = described.get("content", {})
        if not kinds:
            if body:
                yield f"a body where none is documented: {body[:200]!r}"
            return
        kind = headers.get("content-type", "").partition(";")[0].strip()
        if kind not in kinds:
            yield f"content type {kind or 'missing'} is not documented; there are {', '.join(kinds)}"
            return
        if body is None or not kind.endswith("json"):
            return
        answer = json.loads(body)
        if kind == PROBLEM and f"`{answer['code']}`" not in (codes := described["description"]):
            yield f"the code {answer['code']!r} is not listed, only {codes}: does the view say @refuses(…)?"
            return
        validator = self._validators.get((*key, kind))
        if validator is None:
            validator = self._validators[(*key, kind)] = self._compiled(kinds[kind].get("schema", {}))
        for error in validator.iter_errors(answer):
            place = ".".join(map(str, error.instance_path)) or "the whole body"
            yield f"{place}: {error.message[:600]}"

    def _compiled(self, schema: Any) -> jsonschema_rs.Draft202012Validator:
        moved = json.loads(json.dumps(closed(copy.deepcopy(schema))).replace('"#/components', f'"{HERE}#/components'))
        return jsonschema_rs.Draft202012Validator(
            moved,
            registry=self._registry,
            validate_formats=True,
            formats={"decimal": lambda text: DECIMAL.fullmatch(text) is not None},
        )


def _pattern(path: str) -> re.Pattern[str]:
    return re.compile("".join(part if n % 2 == 0 else "[^/]+" for n, part in enumerate(re.split(r"(\{\w+\})", path))))


def _response(responses: Mapping[str, Any], status: int) -> dict[str, Any] | None:
    found: dict[str, Any] | None = responses.get(str(status), responses.get(f"{status // 100}XX"))
    return found


@cache
def document() -> Document:
    """Return the document as the code of this process generates it."""
    from drf_spectacular.generators import SchemaGenerator

    return Document(SchemaGenerator().get_schema(request=None, public=True))


@pytest.fixture
def own_document() -> Iterator[None]:
    """Have the document made again for this test, which registers something that the document describes."""
    document.cache_clear()
    yield
    document.cache_clear()


def check(method: str, path: str, status: int, headers: Mapping[str, str], body: bytes | None) -> None:
    """Raise ContractBroken unless the document describes this answer; paths outside the API pass."""
    path = unquote(path)
    if not path.startswith(PREFIX):
        return
    if found := document().faults(method, path, status, headers, body):
        faults = "\n  ".join(found)
        shown = "" if body is None else f"\n  the body: {body[:1500].decode(errors='replace')}"
        raise ContractBroken(f"{method} {path} answered {status}, not as the document says:\n  {faults}{shown}")


def check_response(response: Any) -> None:
    """Do the same for a response of Django. The paths of another URLconf have no document."""
    request = getattr(response, "wsgi_request", None) or response.asgi_request
    if settings.ROOT_URLCONF == "mathvidya.urls":
        body = None if response.streaming else response.content
        check(request.method, request.path, response.status_code, response.headers, body)


def _watching(answer: Any) -> Any:
    """Return the `__call__` of a test client's handler with `check_response` behind it."""
    if iscoroutinefunction(answer):

        @functools.wraps(answer)
        async def asked(self: Any, scope: Any) -> Any:
            response = await answer(self, scope)
            check_response(response)
            return response

        return asked

    @functools.wraps(answer)
    def called(self: Any, environ: Any) -> Any:
        response = answer(self, environ)
        check_response(response)
        return response

    return called


@pytest.fixture(autouse=True, scope="session")
def answers_keep_the_contract() -> Iterator[None]:
    """Hold every answer to Django's test clients, and to those made of them, against the document."""
    from django.test.client import AsyncClientHandler, ClientHandler

    with pytest.MonkeyPatch.context() as patch:
        for handler in (ClientHandler, AsyncClientHandler):
            patch.setattr(handler, "__call__", _watching(handler.__call__))
        yield
