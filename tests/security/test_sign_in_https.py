"""Signing in behind https: cookies, a fresh session, no way off the site, no address from the caller's headers."""

import re

import pytest
from django.core import mail
from django.http import HttpResponse
from django.test import Client

from mathvidya.testing.factories.accounts import PASSWORD
from mathvidya.web.middleware import PolicyMiddleware
from tests.security.production import HOST

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("https")]
LOGIN = "/accounts/login/"
ELSEWHERE = [
    "//evil.example", r"/\evil.example", r"\\evil.example", "https://evil.example/home", "https:evil.example",
    "///evil.example", "javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "\thttps://evil.example",
    f"https://{HOST}.evil.example/", f"https://{HOST}@evil.example/", "//evil.example%2f.."
]  # fmt: skip


def visit(**more):
    """A browser that sends what a browser sends over https to our host."""
    return Client(HTTP_HOST=HOST, HTTP_REFERER=f"https://{HOST}{LOGIN}", **{"wsgi.url_scheme": "https"}, **more)


def sign_in(client, email, **more):
    return client.post(LOGIN, {"login": email, "password": PASSWORD, **more}, secure=True)


def test_cookies_stay_with_this_host_and_out_of_scripts(student):
    client = visit()
    client.get(LOGIN, secure=True)
    cookies = sign_in(client, student.email).cookies
    for name in ("__Host-sessionid", "__Host-csrftoken"):
        cookie = cookies[name]
        assert (bool(cookie["secure"]), bool(cookie["httponly"]), cookie["samesite"]) == (True, True, "Lax")
        assert (cookie["path"], cookie["domain"]) == ("/", "")


def test_signing_in_and_out_changes_the_session(student):
    client = visit()
    client.get("/accounts/password/reset/", secure=True)
    session = client.session
    session["planted"] = "by somebody else"
    session.save()
    client.cookies["__Host-sessionid"] = planted = session.session_key
    assert sign_in(client, student.email).status_code == 302
    own = client.cookies["__Host-sessionid"].value
    assert own != planted
    assert client.get("/me", secure=True).status_code == 200
    client.post("/accounts/logout/", secure=True)
    other = visit()
    for stale in (planted, own):
        other.cookies["__Host-sessionid"] = stale
        assert other.get("/me", secure=True).status_code == 302


@pytest.mark.parametrize("target", ELSEWHERE)
def test_nobody_is_led_to_another_site(student, target):
    answers = [sign_in(visit(), student.email, next=target)]
    client = visit()
    sign_in(client, student.email)
    answers += [
        client.get(LOGIN, {"next": target}, secure=True),
        client.post("/i18n/setlang/", {"language": "hi", "next": target}, secure=True),
        client.post("/accounts/logout/", {"next": target}, secure=True),
    ]
    for answer in answers:
        assert answer.status_code == 302
        assert re.match(rf"(https://{HOST})?/(?![/\\])[\w/.-]*(\?.*)?$", answer["Location"]), answer["Location"]
    page = visit().get(LOGIN, {"next": target}, secure=True).content.decode()
    links = re.findall(r'(?:href|action)="([^"]*)"', page)
    assert [link for link in links if not re.match(r"[/#](?![/\\])|$", link)] == []


@pytest.mark.parametrize("name", ["X-Forwarded-Host", "X-Host", "X-Original-URL", "X-Rewrite-URL", "Forwarded"])
def test_a_header_of_the_caller_names_no_host(student, name, deliver):
    client = visit(headers={name: "host=evil.example" if name == "Forwarded" else "evil.example"})
    client.post("/accounts/password/reset/", {"email": student.email}, secure=True)
    deliver()
    page = client.get("/", secure=True)
    assert page.status_code == 200
    assert "evil.example" not in page.content.decode()
    links = re.findall(r"https?://\S+", mail.outbox[0].body)
    assert links
    assert all(link.startswith(f"https://{HOST}/") for link in links)


@pytest.mark.parametrize("host", ["evil.example", f"{HOST}.evil.example", f"{HOST}@evil.example", "127.0.0.1", ""])
def test_another_host_is_not_served(host, student, deliver):
    answer = Client(HTTP_HOST=host).post("/accounts/password/reset/", {"email": student.email}, secure=True)
    assert answer.status_code == 400
    deliver()
    assert not mail.outbox


@pytest.mark.parametrize(
    "name", ["X-User-Id", "Remote-User", "X-Forwarded-User", "X-Authenticated-User", "X-Remote-User"]
)
def test_a_header_of_the_caller_names_no_person(student, name):
    client = visit(headers={name: str(student.pk)})
    assert client.get("/api/v1/auth/me", secure=True).status_code == 401
    assert client.get("/me", secure=True).status_code == 302


def test_plain_http_is_led_to_https():
    answer = Client(HTTP_HOST=HOST).get("/exams?x=1")
    assert (answer.status_code, answer["Location"]) == (301, f"https://{HOST}/exams?x=1")


@pytest.mark.parametrize("path", ["/", LOGIN, "/accounts/signup/", "/admin/login/", "/nowhere"])
def test_scripts_are_our_files(path):
    policy = Client(HTTP_HOST=HOST).get(path, secure=True)["Content-Security-Policy"]
    own = "script-src 'self' 'unsafe-eval'" if path.startswith("/admin/") else "script-src 'self'"
    assert re.search(rf"{own}(;|$)", policy), policy


def test_a_nonce_serves_one_answer(rf):
    """No page of ours has one yet; a page that asks for it gets its own."""
    answer = PolicyMiddleware(lambda request: HttpResponse(str(request.csp_nonce)))
    pages = [answer(rf.get("/")) for _ in range(2)]
    nonces = [page.content.decode() for page in pages]
    assert nonces[0] != nonces[1]
    for nonce, page in zip(nonces, pages, strict=True):
        assert len(nonce) >= 16
        assert re.search(rf"script-src 'self' 'nonce-{re.escape(nonce)}'(;|$)", page["Content-Security-Policy"])


def test_what_nobody_foresaw_is_guarded_too(monkeypatch):
    from tests.security.guards import missing_guards

    def broken(*args, **kwargs):
        raise ZeroDivisionError("the secret inside")

    monkeypatch.setattr("mathvidya.web.views.render", broken)
    answer = Client(HTTP_HOST=HOST, raise_request_exception=False).get("/", secure=True)
    assert answer.status_code == 500
    assert missing_guards(answer, personal=False) == []
    assert "secret" not in answer.content.decode()
    assert "Traceback" not in answer.content.decode()


@pytest.mark.parametrize("path", ["/.git/config", "/.env", "/__debug__/", "/server-status", "/static/../.env"])
def test_nothing_of_the_workshop_is_served(path):
    answer = Client(HTTP_HOST=HOST).get(path, secure=True)
    assert answer.status_code == 404
    assert "urlpatterns" not in answer.content.decode()
