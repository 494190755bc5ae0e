"""No input breaks the API: every path and method, with odd ids, filters and bodies, answers below 500."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import URLResolver, get_resolver

from mathvidya.testing.worlds import CountWorld
from tests.query_counts.places import address_of

METHODS = ["POST", "PUT", "PATCH"]
TOO_LARGE = {"int": "9" * 24, "str": "9" * 30, "slug": "9" * 60, "uuid": "00000000-0000-0000-0000-000000000000"}
QUERIES = [
    "",
    "?cursor=%F0%9F%8D%BA&page_size=1000000000&subject=%27&child=99999999999999999999&kind=x&search=%27&status='",
    "?opens_after=x&closes_before=99999-01-01&difficulty=99999999999999999999&batch=99999999999999999999&student=-1",
    "?cursor=cD05OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk5OQ%3D%3D&preview=1&class=x&page_size=-1&after=99999999999999999999",
]
BODIES = [b"", b"[]", b"null", b'"text"', b"\xff\xfe"]
VALUES: list[Any] = [None, True, -1, 10**30, 1.5, "", "x" * 9000, [[]], {"a": {"a": 1}}, [None, 1, "x"]]


def patterns(found: Any = None, before: str = "") -> Iterator[tuple[str, Any]]:
    for one in get_resolver().url_patterns if found is None else found:
        path = before + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from patterns(one.url_patterns, path)
        else:
            yield path, one


def fields_in_schema(schema: dict[str, Any], path: str, method: str) -> dict[str, Any]:
    """The fields that the schema promises for this body."""
    plain = "/" + re.sub(r"<\w+:(\w+)>", r"{\1}", path)
    operation = schema["paths"].get(plain, {}).get(method.lower(), {})
    content = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
    found, schemas = content.get("schema", {}), schema["components"]["schemas"]
    body = schemas.get(found.get("$ref", "").rsplit("/", 1)[-1], {})
    kinds = [body, *(schemas[kind["$ref"].rsplit("/", 1)[-1]] for kind in body.get("oneOf", []))]
    return {name: field for kind in kinds for name, field in kind.get("properties", {}).items()}


@pytest.fixture(scope="module")
def schema() -> dict[str, Any]:
    from drf_spectacular.generators import SchemaGenerator

    return json.loads(json.dumps(SchemaGenerator().get_schema(public=True), default=str))


@pytest.fixture
def world(student, parent, teacher, admin, batch) -> CountWorld:
    """One live object behind each name that occurs in an address."""
    return CountWorld({"student": student, "parent": parent, "teacher": teacher, "admin": admin}, batch)


@pytest.fixture
def call(api, settings) -> Any:
    """`call(client, method, address, body)` answers the status, and notes in `call.broken` what broke."""
    settings.THROTTLE_RATES = dict.fromkeys(settings.THROTTLE_RATES, "1000000/min")
    broken: list[str] = []

    def send(client: Any, method: str, address: str, body: bytes = b"") -> int:
        status: int = client.generic(method, address, body, content_type="application/json").status_code
        if status == 500:
            broken.append(f"{method} {address[:120]} {body[:80]!r}")
        return status

    send.broken = broken  # type: ignore[attr-defined]
    return send


@pytest.mark.parametrize(
    ("role", "about"),
    [("student", ""), ("teacher", ""), ("admin", "faculties|reassign|students|evaluations|guardians")],
)
def test_no_input_breaks_the_api(role, about, request, api, call, schema, world):
    client = api(request.getfixturevalue(role))
    client.raise_request_exception = False
    for path, _pattern in patterns():
        if not path.startswith("api/v1/") or not re.search(about, path):
            continue
        beyond = "/" + re.sub(r"<(\w+):\w+>", lambda found: TOO_LARGE[found[1]], path)
        for address in {beyond, address_of(f"/{path}", world) or beyond}:
            for query in QUERIES if "<" not in path else QUERIES[:1]:
                call(client, "GET", address + query)
            for method in METHODS:
                if call(client, method, address, b"[]") in (404, 405):
                    continue
                names = fields_in_schema(schema, path, method)
                bodies = [json.dumps(dict.fromkeys(names, value)).encode() for value in VALUES]
                for body in [*BODIES, *bodies]:
                    call(client, method, address, body)
    assert not call.broken


def test_no_number_in_an_address_breaks_a_page(browser, admin, call):
    client = browser(admin)
    client.raise_request_exception = False
    for path, _pattern in patterns():
        if "<int:" in path and not path.startswith(("api/", "admin/")):
            call(client, "GET", "/" + re.sub(r"<(\w+):\w+>", lambda found: TOO_LARGE[found[1]], path))
    assert not call.broken


def test_odd_elements_of_lists_are_refused(api, teacher, call, world):
    """Lists that the schema describes only as a list of objects."""
    world.task.refresh_from_db()
    client, url, fence = api(teacher), f"/api/v1/evaluations/{world.task.pk}", world.task.fence
    client.raise_request_exception = False
    sheet = client.get(url).json()
    step = {"item": sheet["questions"][0]["item"], "step": sheet["questions"][0]["steps"][0]["step"], "award": "1"}
    drawn = {"client_id": "a", "kind": "tick", "shape": {"x": 0.5, "y": 0.5}}
    for value in VALUES[3:]:
        for name in (*step, "error_tag", "comment", "page", "x", "y", "follows_from", "not_attempted"):
            body = {"fence": fence, "marks": [{**step, name: value}]}
            call(client, "PUT", f"{url}/marks", json.dumps(body).encode())
        for name in drawn:
            body = {"fence": fence, "page": sheet["pages"][0]["id"], "annotations": [{**drawn, name: value}]}
            call(client, "PUT", f"{url}/annotations", json.dumps(body).encode())
        for name in ("page", "reason"):
            body = {"fence": fence, "page": sheet["pages"][0]["id"], "reason": "x", name: value}
            call(client, "POST", f"{url}/bounce-page", json.dumps(body).encode())
    assert not call.broken


def test_odd_answers_are_refused(api, student, call, world):
    client, url = api(student), f"/api/v1/attempts/{world.running.pk}"
    client.raise_request_exception = False
    for item in client.get(url).json()["order"]:
        for value in VALUES:
            answers = [value, *({name: value} for name in ("option", "options", "value", "text", "parts"))]
            answers.append({"parts": {"i": value, "ii": {"option": value}, "iii-a": {"text": value}}})
            for answer in answers:
                body = {"responses": [{"item": item, "answer": answer, "client_seq": 1}]}
                call(client, "POST", f"{url}/responses", json.dumps(body).encode())
    for name in ("item", "client_seq"):
        for value in VALUES:
            body = {"responses": [{"item": 1, "answer": None, "client_seq": 1, name: value}]}
            call(client, "POST", f"{url}/responses", json.dumps(body).encode())
    assert not call.broken
