"""Hot views answer as all other views do: problems, checks, headers."""

import pytest
from django.http import JsonResponse
from django.test import Client

from mathvidya.fastlane.views import JsonBytes

pytestmark = [pytest.mark.urls("mathvidya.testing.tests.doors"), pytest.mark.django_db]


def test_a_session_needs_its_token(student):
    client = Client(enforce_csrf_checks=True)
    client.force_login(student, backend="allauth.account.auth_backends.AuthenticationBackend")
    response = client.post("/api/v1/hot", "{}", content_type="application/json")
    assert (response.status_code, response.json()["code"]) == (403, "csrf_refused")


def test_a_session_with_its_token_passes(student):
    client = Client(enforce_csrf_checks=True)
    client.cookies["csrftoken"] = token = "a" * 32
    response = client.post("/api/v1/hot", '{"a": 1}', content_type="application/json", headers={"X-CSRFToken": token})
    assert (response.status_code, response.json()) == (200, {"a": 1})
    assert response["Cache-Control"] == "no-store"


def test_a_bearer_needs_none():
    client = Client(enforce_csrf_checks=True)
    headers = {"Authorization": "Bearer x"}
    assert client.post("/api/v1/hot", "{}", content_type="application/json", headers=headers).status_code == 200


def told_by(schema, response):
    return schema["components"]["responses"][response["$ref"].rsplit("/", 1)[1]]["description"]


def test_hot_views_stand_in_the_schema(api, admin, settings):
    settings.API_DOCS_PUBLIC = True
    schema = api().get("/api/schema/?format=json").json()
    assert "`csrf_refused`" in told_by(schema, schema["paths"]["/api/v1/hot"]["post"]["responses"]["403"])
    assert schema["paths"]["/api/v1/notes"]["post"]["parameters"][0]["name"] == "Idempotency-Key"
    assert schema["components"]["schemas"]["CsrfRefusedProblem"]


@pytest.mark.parametrize("path", ["/api/schema/", "/api/docs/", "/api/redoc/"])
def test_the_schema_is_for_administrators(browser, student, admin, settings, path):
    settings.API_DOCS_PUBLIC = False
    assert browser().get(path).status_code in (401, 403)
    assert browser(student).get(path).status_code == 403
    page = browser(admin).get(path)
    assert page.status_code == 200
    assert "https://" not in page.content.decode() or path == "/api/schema/"


def test_bytes_of_json_are_a_response_like_any_other():
    quick, usual = JsonBytes(b'{"a": 1}', status=201, cache_control="no-store"), JsonResponse({"a": 1}, status=201)
    usual["Cache-Control"] = "no-store"
    for response in (quick, usual):
        response["X-Later"] = "yes"
        response.set_cookie("theme", "dark")
    assert quick.serialize() == usual.serialize()
    assert (quick.status_code, quick.reason_phrase, quick.charset) == (201, "Created", usual.charset)
    assert list(quick) == [b'{"a": 1}']
    quick.close()
    assert quick.closed
