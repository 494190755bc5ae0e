"""An answer that the document does not describe fails the test that asked for it."""

import json
from importlib import import_module

import pytest
from django.http import HttpResponse, StreamingHttpResponse
from django.test import AsyncClient, Client
from django.urls import clear_url_caches, path

from mathvidya.testing.contract import ContractBroken, Document, check, document

JSON = {"Content-Type": "application/json"}
NOTE = {
    "type": "object",
    "required": ["id", "marks"],
    "properties": {
        "id": {"type": "integer"},
        "marks": {"type": "string", "format": "decimal"},
        "at": {"type": ["string", "null"], "format": "date-time"},
        "tags": {"type": "object", "additionalProperties": {"type": "string"}},
    },
}
REFUSED = {"type": "object", "properties": {"code": {"type": "string"}}}
NOTES = Document(
    {
        "paths": {
            "/api/v1/notes/{id}": {
                "get": {
                    "responses": {
                        "200": {
                            "headers": {"ETag": {"required": True, "schema": {"type": "string"}}},
                            "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Note"}}},
                        },
                        "204": {},
                        "304": {"headers": {"ETag": {"schema": {"type": "string"}}}},
                        "409": {"$ref": "#/components/responses/Refused"},
                    }
                }
            },
            "/api/v1/notes/mine": {"get": {"responses": {"204": {}}}},
        },
        "components": {
            "schemas": {"Note": NOTE},
            "responses": {
                "Refused": {
                    "description": "`note_closed`",
                    "headers": {"Retry-After": {"schema": {"type": "integer"}}},
                    "content": {"application/problem+json": {"schema": REFUSED}},
                }
            },
        },
    }
)
WHOLE = {"id": 1, "marks": "2.50", "at": None, "tags": {"a": "b"}}


def faults(status=200, body=WHOLE, path="/api/v1/notes/1", method="GET", **headers):
    sent = {**JSON, "ETag": '"1"', **{name.replace("_", "-"): value for name, value in headers.items()}}
    return NOTES.faults(method, path, status, sent, json.dumps(body).encode() if body is not None else b"")


def test_an_answer_as_documented_has_no_faults():
    assert faults() == []
    assert NOTES.faults("GET", "/api/v1/notes/1", 204, {}, b"") == []
    assert faults(304, None) == []
    assert faults(body=None, method="HEAD") == []
    refused = {"Content-Type": "application/problem+json", "Retry-After": "3"}
    assert NOTES.faults("GET", "/api/v1/notes/1", 409, refused, b'{"code": "note_closed"}') == []


@pytest.mark.parametrize(
    ("body", "place", "reason"),
    [
        ({**WHOLE, "more": 1}, "the whole body", "more"),
        ({"id": 1}, "the whole body", "marks"),
        ({**WHOLE, "id": "1"}, "id", "integer"),
        ({**WHOLE, "marks": 2.5}, "marks", "string"),
        ({**WHOLE, "marks": "two"}, "marks", "decimal"),
        ({**WHOLE, "at": "yesterday"}, "at", "date-time"),
        ({**WHOLE, "tags": {"a": 1}}, "tags.a", "string"),
    ],
)
def test_a_body_is_held_against_its_schema(body, place, reason):
    (fault,) = faults(body=body)
    assert fault.startswith(f"{place}: ")
    assert reason in fault


@pytest.mark.parametrize(
    ("answer", "fault"),
    [
        ({"status": 201}, "status 201 is not documented; there are 200, 204, 304, 409"),
        ({"path": "/api/v1/notes/1/more"}, "no operation GET /api/v1/notes/1/more in the document"),
        ({"method": "PUT"}, "no operation PUT /api/v1/notes/{id} in the document"),
        ({"status": 204}, "a body where none is documented"),
        ({"Content_Type": "text/html"}, "content type text/html is not documented; there are application/json"),
        ({"X_Secret": "1"}, "header x-secret is not documented"),
        ({"status": 409, "body": None, "Retry_After": "soon", "Content_Type": "x/y"}, "header retry-after: 'soon'"),
    ],
)
def test_all_else_is_held_against_the_operation(answer, fault):
    assert any(found.startswith(fault) for found in faults(**answer)), faults(**answer)


def test_a_required_header_is_missed():
    assert NOTES.faults("GET", "/api/v1/notes/1", 200, JSON, json.dumps(WHOLE).encode()) == ["header etag is missing"]


def test_a_code_that_the_operation_does_not_list_is_named():
    (fault,) = NOTES.faults(
        "GET", "/api/v1/notes/1", 409, {"Content-Type": "application/problem+json"}, b'{"code": "note_lost"}'
    )
    assert "'note_lost' is not listed, only `note_closed`" in fault


def test_no_such_path_and_no_such_method_need_no_document():
    assert faults(404, path="/api/v1/nothing") == []
    assert faults(405, method="PUT") == []


def test_a_fixed_path_is_no_parameter():
    assert faults(200, path="/api/v1/notes/mine") != []


def test_the_real_document_is_asked_for_paths_of_the_api():
    check("GET", "/somewhere/else", 200, {}, b"")
    with pytest.raises(ContractBroken, match="GET /api/v1/health answered 418, not as the document says"):
        check("GET", "/api/v1/health", 418, {}, None)
    assert document() is document()


def teapot(request):
    return HttpResponse(status=418)


def stream(request):
    return StreamingHttpResponse([b"{}"], content_type="application/json", headers={"Cache-Control": "no-store"})


urlpatterns = [path("api/v1/health", teapot), path("api/v1/health/db", stream)]


@pytest.fixture
def other_answers(settings, monkeypatch):
    """Other views at addresses of the API, under the name of the real URLconf."""
    monkeypatch.setattr(import_module(settings.ROOT_URLCONF), "urlpatterns", urlpatterns)
    clear_url_caches()
    yield
    monkeypatch.undo()
    clear_url_caches()


def test_every_client_of_django_is_watched(other_answers):
    with pytest.raises(ContractBroken, match="status 418 is not documented"):
        Client().get("/api/v1/health")


async def test_the_asynchronous_client_too(other_answers):
    with pytest.raises(ContractBroken, match="status 418 is not documented"):
        await AsyncClient().get("/api/v1/health")


def test_what_is_streamed_is_not_read(other_answers):
    assert Client().get("/api/v1/health/db").status_code == 200
