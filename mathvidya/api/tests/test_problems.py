"""Every error has one form."""

import pytest

pytestmark = [pytest.mark.urls("mathvidya.testing.tests.doors"), pytest.mark.django_db]


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("/api/v1/faults/refusal", 403, "forbidden"),
        ("/api/v1/faults/missing", 404, "not_found"),
        ("/api/v1/faults/outage", 503, "database_unavailable"),
        ("/api/v1/nowhere", 404, "not_found"),
        ("/api/v1/hot", 405, "method_not_allowed"),
        ("/api/v1/notes", 401, "not_signed_in"),
    ],
)
def test_an_error_is_a_problem(api, path, status, code):
    response = api().get(path)
    body = response.json()
    assert (response.status_code, response["Content-Type"]) == (status, "application/problem+json")
    assert (body["status"], body["code"], body["type"]) == (status, code, f"/api/problems/{code}")
    assert body["title"]
    assert body["detail"]


def test_a_refusal_carries_its_fields_and_extras(api):
    body = api().get("/api/v1/faults/refusal").json()
    assert body["errors"] == {"mark": ["no"]}
    assert body["seen"] == 1


def test_an_outage_says_when_to_come_again_and_nothing_else(api):
    response = api().get("/api/v1/faults/outage")
    assert response["Retry-After"] == "5"
    assert "10.0.0.1" not in response.content.decode()


def test_the_unforeseen_tells_nothing(api):
    client = api()
    client.raise_request_exception = False
    response = client.get("/api/v1/faults/bug")
    assert (response.status_code, response.json()["code"]) == (500, "server_error")
    assert "secret" not in response.content.decode()


def test_a_method_nobody_offers(api, student):
    response = api(student).patch("/api/v1/notes", {})
    assert (response.status_code, response.json()["code"]) == (405, "method_not_allowed")


def test_invalid_inputs_are_named(api, student):
    response = api(student).post("/api/v1/notes", {"marks": "4"})
    assert response.status_code == 400
    assert response.json()["code"] == "invalid"
    assert list(response.json()["errors"]) == ["name"]


@pytest.mark.urls("mathvidya.urls")
def test_the_type_of_a_problem_leads_to_its_description(api):
    refused = api().get("/api/v1/exams").json()
    described = api().get(refused["type"]).json()
    assert described["properties"]["code"] == {"type": "string", "const": "not_signed_in"}
    assert described["properties"]["title"]["const"] == refused["title"] == "Not signed in"
    assert api().get("/api/problems/no_such_code").status_code == 404
    assert api().get("/api/problems").json()["not_signed_in"] == described
