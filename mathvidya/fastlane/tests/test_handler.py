"""The WSGI application that granian serves: hot requests past Django's signals, all others through them."""

import io

import pytest
from django.core.signals import request_started
from django.db import connection
from django.http import UnreadablePostError

from mathvidya.fastlane.handler import HotHandler, HotRequest
from mathvidya.testing.clients import access_token

application = HotHandler()
DASHBOARD = "/api/v1/dashboard"
on_postgres = pytest.mark.skipif(connection.vendor != "postgresql", reason="there is no connection that could break")


def ask(path, *, token="", method="GET", body=b"", **headers):
    """(status line, headers, body) as a WSGI server gets them."""
    environ = {
        "REQUEST_METHOD": method,
        "PATH_INFO": path,
        "SCRIPT_NAME": "",
        "QUERY_STRING": "",
        "SERVER_NAME": "testserver",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "CONTENT_LENGTH": str(len(body)),
        "CONTENT_TYPE": "application/json",
        "wsgi.input": io.BytesIO(body),
        "wsgi.url_scheme": "http",
        **headers,
    }
    if token:
        environ["HTTP_AUTHORIZATION"] = f"Bearer {token}"
    sent = []
    content = b"".join(application(environ, lambda status, pairs: sent.extend((status, dict(pairs)))))
    return sent[0], sent[1], content


@pytest.fixture
def token(transactional_db, student):
    return access_token(student)


@pytest.fixture
def signals():
    """Paths of the requests for which Django sent its signals."""
    heard = []

    def listen(environ, **_kwargs):
        heard.append(environ["PATH_INFO"])

    request_started.connect(listen)
    yield heard
    request_started.disconnect(listen)


def test_a_hot_request_is_answered_whole(token, signals):
    status, headers, body = ask(DASHBOARD, token=token)
    assert status == "200 OK"
    assert headers["Content-Type"] == "application/json"
    assert headers["Content-Length"] == str(len(body))
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert signals == []


def test_a_refusal_has_its_status_line_and_reason(token):
    status, headers, body = ask("/api/v1/attempts/1/submit", token=token, method="POST")
    assert (status, headers["Content-Type"]) == ("404 Not Found", "application/problem+json")
    assert b'"status": 404' in body


@pytest.mark.parametrize(
    ("path", "headers"),
    [
        ("/health", {}),
        (DASHBOARD, {}),
        (DASHBOARD, {"HTTP_COOKIE": "theme=dark"}),
        (DASHBOARD, {"QUERY_STRING": "page=2"}),
    ],
)
def test_all_others_go_the_way_of_django(transactional_db, signals, path, headers):
    ask(path, **headers)
    assert signals == [path]


@on_postgres
def test_the_connection_is_given_back(token):
    assert ask(DASHBOARD, token=token)[0] == "200 OK"
    assert connection.connection is None


@pytest.mark.parametrize("headers", [{}, {"HTTP_COOKIE": "theme=dark"}])
def test_a_refused_request_is_read_to_its_end(token, headers):
    body = io.BytesIO(b"[1]" * 1000)
    sent = {"CONTENT_LENGTH": "3000", "wsgi.input": body, **headers}
    status, _headers, _body = ask("/api/v1/attempts/1/responses", token=token, method="POST", **sent)
    assert status == "404 Not Found"
    assert body.read() == b""


@pytest.mark.parametrize("language", ["en", "hi"])
@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("GET", DASHBOARD, b""),
        ("GET", "/api/v1/attempts/1/result", b""),
        ("GET", "/api/v1/attempts/1/submit", b""),
        ("POST", "/api/v1/attempts/1/responses", b'{"responses": []}'),
        ("POST", "/api/v1/evaluations/claim", b"[]"),
        ("POST", "/api/v1/evaluations/claim", b"{"),
        ("POST", f"/api/v1/attempts/{'9' * 19}/submit", b""),
    ],
)
def test_both_ways_of_the_handler_answer_alike(token, method, path, body, language):
    sent = {"token": token, "method": method, "body": body, "HTTP_ACCEPT_LANGUAGE": language}
    short, long = ask(path, **sent), ask(path, **sent, HTTP_COOKIE="theme=dark")
    for _status, headers, _body in (short, long):
        headers.pop("X-Request-ID")
        headers["Vary"] = sorted(headers["Vary"].split(", "))
    assert short == long


def test_a_wrong_host_is_refused_on_the_short_way_too(token):
    assert ask(DASHBOARD, token=token, HTTP_HOST="evil.example")[0] == "400 Bad Request"
    assert ask(DASHBOARD, token=token)[0] == "200 OK"


def test_a_body_is_read_as_far_as_it_was_declared():
    environ = {"REQUEST_METHOD": "POST", "PATH_INFO": "/x", "CONTENT_LENGTH": "2", "wsgi.input": io.BytesIO(b"{}x")}
    request = HotRequest(environ)
    assert (request.body, request.body) == (b"{}", b"{}")


def test_a_caller_who_has_gone_is_told_from_a_fault_of_ours():
    class Gone(io.BytesIO):
        def read(self, *_arguments):
            raise ConnectionResetError

    environ = {"REQUEST_METHOD": "POST", "PATH_INFO": "/x", "CONTENT_LENGTH": "2", "wsgi.input": Gone()}
    with pytest.raises(UnreadablePostError):
        _body = HotRequest(environ).body
