"""What a page of another site may make a signed-in browser do: nothing (ASVS 3.4.2, 3.5.1-3, 4.1.4, 4.3.1)."""

from typing import Any

import pytest
from django.test import Client

from mathvidya.testing.factories.evaluations import waiting_task
from mathvidya.testing.factories.exams import open_exam
from mathvidya.testing.routes import METHODS, routes
from tests.query_counts.places import address_of
from tests.security.test_reading import differences, snapshot

UNSAFE = [name for name in METHODS if name != "GET"]
ODD = ("TRACE", "PROPFIND", "CONNECT", "LOCK")
# Nobody is signed in by a session here, so there is no session to abuse: the body or the address is the proof.
WITHOUT_A_SESSION = ("/api/v1/auth/", "/uploads/", "/accounts/google/")
ORIGINS = ["https://evil.example", "null", "https://testserver.evil.example", "https://eviltestserver", "file://"]
QUERIES = [
    "page_size=1000000000&page=-1&cursor=x&limit=x&offset=-1",
    "ordering=-password,';DROP&order=user__password&sort=x&o=999.-1.x&p=99999999&all=x&e=1",
    "include=user.password.hash&fields=password&expand=a.b.c.d.e&filter[a][b][c]=1&" + "a__b=1&" * 60,
    "search=%27%22%3B--%25%5C&q=%27%22%00x&status=%27&subject=%27&class=%27&batch=99999999999999999999&id__in=x,y",
]


class Session(Client):
    """A signed-in browser, made to send what another site's page can send."""

    def cross(self, method: str, address: str, **more: Any) -> Any:
        return self.generic(method, address, "{}", content_type="application/json", **more)


@pytest.fixture
def tricked(cast, browser):
    """`tricked(role)`: that person's browser, with Django's check of tokens switched on."""

    def made(role: str) -> Session:
        client = Session(enforce_csrf_checks=True, raise_request_exception=False)
        client.cookies = browser(cast[role]).cookies
        return client

    return made


def changing(world: Any) -> list[tuple[str, str]]:
    """(method, address) of everything that may change something."""
    found = []
    for route in routes():
        address = address_of(route.path, world)
        if address is None or "(?P<" in address or address.startswith(WITHOUT_A_SESSION):
            continue
        found += [(method, address) for method in UNSAFE if route.methods is None or method in route.methods]
    return found


def test_without_our_token_nothing_changes(world, tricked):
    clients = {role: tricked(role) for role in ("student", "admin")}
    before, answers = snapshot(), {}
    for role, client in clients.items():
        for method, address in changing(world):
            # The admin's forms alone would be hundreds; Django guards them in one place.
            if not address.startswith("/admin/") or (role == "admin" and address.count("/") <= 4):
                answer = client.cross(method, address, headers={"origin": "https://evil.example"})
                answers[role, method, address] = answer.status_code
    assert differences(before, snapshot()) == []
    assert {key: status for key, status in answers.items() if status not in (403, 404, 405)} == {}
    assert sum(status == 403 for status in answers.values()) > 120


def test_a_form_of_another_site_is_no_json(world, tricked, student):
    client = tricked("student")
    address = f"/api/v1/attempts/{world.running.pk}/submit"
    body = '{"client_seq": 1}'
    for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"):
        assert client.generic("POST", address, body, content_type=kind).status_code == 403
    world.running.refresh_from_db()
    assert world.running.status == "open"


@pytest.mark.parametrize("origin", ORIGINS)
@pytest.mark.parametrize("path", ["/api/v1/auth/me", "/api/v1/dashboard", "/home", "/nowhere", "/health"])
def test_no_other_site_may_read(browser, student, origin, path):
    asked = {
        "Origin": origin,
        "Access-Control-Request-Method": "PUT",
        "Access-Control-Request-Headers": "authorization",
    }
    client = browser(student)
    for answer in (
        client.get(path, headers={"Origin": origin}),
        client.options(path, headers={"Origin": origin, **asked}),
    ):
        assert [name for name in answer.headers if name.startswith("Access-Control-")] == []


def test_methods_nobody_offers(world, cast, api):
    """And none is offered by a header or a parameter that names another one."""
    client, before, answers = api(cast["admin"]), snapshot(), {}
    client.raise_request_exception = False
    for route in routes():
        address = address_of(route.path, world)
        if address is None or not address.startswith("/api/v1/"):
            continue
        for method in [*ODD, *(name for name in UNSAFE if route.methods and name not in route.methods)]:
            answers[method, address] = client.generic(method, address).status_code
        if route.methods and "GET" in route.methods:
            headers = dict.fromkeys(["X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override"], "DELETE")
            answer = client.get(f"{address}?_method=DELETE", headers=headers)
            assert answer.status_code < 500
    assert {key: status for key, status in answers.items() if status not in (401, 403, 404, 405)} == {}
    assert [line for line in differences(before, snapshot()) if not line.startswith("audit.auditentry")] == []


@pytest.mark.parametrize("role", ["teacher", "admin"])
def test_junk_in_a_page_s_address_breaks_nothing(role, request, browser):
    client, broken = browser(request.getfixturevalue(role)), []
    client.raise_request_exception = False
    waiting_task(student=request.getfixturevalue("student"), exam=open_exam())
    for route in routes():
        is_list = route.path.startswith("/admin/") and route.path.count("/") == 4
        is_asked = is_list if role == "admin" else not route.path.startswith(("/admin/", "/api/"))
        if "<" in route.path or "(?P" in route.path or not is_asked:
            continue
        for query in QUERIES if route.methods is None or "GET" in route.methods else ():
            if client.get(f"{route.path}?{query}").status_code >= 500:
                broken.append(f"{route.path}?{query[:60]}")
    assert broken == []
