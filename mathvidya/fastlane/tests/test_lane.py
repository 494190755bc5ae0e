"""The fast lane gives the same answers as Django's whole chain of middleware."""

import pytest
from django.urls import resolve

from mathvidya.fastlane.lane import hot_routes

pytestmark = pytest.mark.django_db
OWN_TO_EACH = {"X-Request-ID", "Date"}
LONG_WAY = {"Cookie": "theme=dark"}  # whoever sends a cookie passes all of MIDDLEWARE


def sent(response):
    headers = {name: value for name, value in response.items() if name not in OWN_TO_EACH}
    headers["Vary"] = ", ".join(sorted(headers["Vary"].split(", ")))
    return response.status_code, headers, response.content


@pytest.mark.parametrize("language", ["en", "hi", "fr;q=0.5"])
@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("get", "/api/v1/dashboard"),
        ("get", "/api/v1/attempts/1/result"),
        ("head", "/api/v1/attempts/1/result"),
        ("get", "/api/v1/attempts/1/submit"),
        ("post", "/api/v1/attempts/1/submit"),
        ("post", f"/api/v1/attempts/{'9' * 19}/submit"),
        ("post", f"/api/v1/attempts/{'9' * 40}/submit"),
        ("options", "/api/v1/evaluations/claim"),
        ("trace", "/api/v1/evaluations/claim"),
    ],
)
def test_both_ways_answer_alike(api, student, method, path, language):
    client = api(student)
    ask = getattr(client, method)
    headers = {"Accept-Language": language}
    short, long = ask(path, headers=headers), ask(path, headers=headers | LONG_WAY)
    assert sent(short) == sent(long)
    assert short["X-Request-ID"] != long["X-Request-ID"]


@pytest.mark.parametrize("token", ["Bearer nonsense", "Bearer ", "Bearer a.b.c"])
def test_both_ways_refuse_alike(client, token):
    path = "/api/v1/attempts/1/submit"
    headers = {"Authorization": token}
    short, long = client.post(path, headers=headers), client.post(path, headers=headers | LONG_WAY)
    assert short.status_code == 401
    assert sent(short) == sent(long)


def test_a_wrong_host_is_refused(api, student):
    headers = {"Host": "evil.example"}
    assert api(student).get("/api/v1/dashboard", headers=headers).status_code == 400
    assert api(student).get("/api/v1/dashboard").status_code == 200


def test_a_request_id_is_carried_through(api, student):
    assert api(student).get("/api/v1/dashboard", headers={"X-Request-ID": "abc"})["X-Request-ID"] == "abc"


def test_what_nobody_foresaw_is_a_server_error_with_the_usual_headers(api, student, monkeypatch):
    monkeypatch.setattr("insights.queries.first_screen.get_first_screen", lambda pk: 1 / 0)
    client = api(student)
    client.raise_request_exception = False
    short, long = client.get("/api/v1/dashboard"), client.get("/api/v1/dashboard", headers=LONG_WAY)
    assert short.status_code == 500
    assert "ZeroDivision" not in short.content.decode()
    assert sent(short) == sent(long)


def test_the_table_of_hot_routes_agrees_with_the_resolver(settings):
    routes = hot_routes(settings.ROOT_URLCONF)
    assert {"/api/v1/attempts/0/responses", "/api/v1/dashboard", "/api/v1/evaluations/claim"} <= set(routes)
    for path, route in routes.items():
        match = resolve(path)
        assert match.func is route.view
        assert (match.route, tuple(match.kwargs)) == (route.route, route.names)
