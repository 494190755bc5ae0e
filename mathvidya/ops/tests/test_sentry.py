"""An error reaches Sentry, and no data of the person who met it."""

import gzip
import http.server
import threading

import pytest
import sentry_sdk
from django.db import OperationalError
from django.urls import include, path

from mathvidya.ops import sentry

CANARY = "@".join(["canary-mail", "example.org"])  # in pieces: the lines of the code around an error are sent


def broken(request):
    secret_of_the_frame = CANARY
    raise ValueError(f"not valid: {secret_of_the_frame}")


def away(request):
    raise OperationalError(CANARY)


urlpatterns = [
    path("broken/<int:pk>", lambda request, pk: broken(request)),
    path("away", away),
    path("", include("mathvidya.urls")),
]
handler500 = "mathvidya.web.views.server_error"


@pytest.fixture
def received(settings):
    """A Sentry of one's own: the bodies that it was sent."""
    bodies = []

    class Receiver(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            bodies.append((gzip.decompress(body) if body[:2] == b"\x1f\x8b" else body).decode())
            self.send_response(200)
            self.end_headers()

        def log_message(self, *args):
            """Quietly."""

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Receiver) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        settings.SENTRY_DSN = f"http://key@127.0.0.1:{server.server_port}/1"
        sentry.start()
        yield bodies
        sentry_sdk.get_client().close(timeout=2)
        sentry_sdk.get_global_scope().set_client(None)
        server.shutdown()


@pytest.mark.urls(__name__)
def test_an_error_is_reported_once_and_without_the_person(browser, student, received):
    student.email = CANARY
    student.save()
    page = browser(student)
    page.raise_request_exception = False
    for address in ("/broken/7", "/away"):
        page.post(f"{address}?q={CANARY}", {"text": CANARY}, headers={"Authorization": f"Bearer {CANARY}"})
    sentry_sdk.flush(timeout=30)
    events = [body for body in received if '"exception"' in body]
    assert len(events) == 1
    assert "ValueError" in events[0]
    assert "/broken/{pk}" in events[0] or "broken/<int:pk>" in events[0]
    everything = "".join(received)
    assert CANARY not in everything
    assert page.session.session_key not in everything


def test_without_an_address_nothing_is_set_up(settings):
    settings.SENTRY_DSN = ""
    sentry.start()
    assert not sentry_sdk.get_client().is_active()
