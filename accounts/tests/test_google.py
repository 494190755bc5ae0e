"""POST /auth/google against a local server that publishes certificates as Google does."""

import datetime as dt
import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import jwt
import pytest
from allauth.socialaccount.providers.google import views as google
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID

from accounts.models import User
from mathvidya.testing.factories.accounts import PASSWORD, UserFactory

pytestmark = pytest.mark.usefixtures("programmes")

CLIENT = "test-client.apps.example"
DOOR = "/api/v1/auth/google"


@pytest.fixture(scope="module")
def signer():
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "test")])
    now = dt.datetime.now(dt.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    body = json.dumps({"k1": certificate.public_bytes(serialization.Encoding.PEM).decode()}).encode()

    class Certificates(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Certificates)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield key, f"http://127.0.0.1:{server.server_port}/certs"
    server.shutdown()


@pytest.fixture
def id_token(signer, settings, monkeypatch):
    key, address = signer
    monkeypatch.setattr(google, "CERTS_URL", address)
    settings.SOCIALACCOUNT_PROVIDERS = {"google": {"APPS": [{"client_id": CLIENT, "secret": "", "key": ""}]}}

    def make(**claims):
        now = int(time.time())
        base = {"iss": "https://accounts.google.com", "aud": CLIENT, "sub": "g-1", "iat": now, "exp": now + 600}
        who = {"email": "Neha@example.org", "email_verified": True, "given_name": "Neha", "family_name": "Rao"}
        return jwt.encode(base | who | claims, key, algorithm="RS256", headers={"kid": "k1"})

    return make


def test_a_new_person_is_asked_who_they_are_and_then_let_in(api, id_token):
    asked = api().post(DOOR, {"id_token": id_token()})
    assert (asked.status_code, asked.json()["code"]) == (422, "registration_needed")
    assert "role" in asked.json()["errors"]
    assert not User.objects.exists()
    about = {"role": "student", "student_class": "X", "date_of_birth": "2000-01-01"}
    let_in = api().post(DOOR, {"id_token": id_token(), **about})
    assert let_in.status_code == 200, let_in.content
    assert let_in.json()["user"]["email"] == "neha@example.org"
    again = api().post(DOOR, {"id_token": id_token(email="moved@example.org")})
    assert again.json()["user"]["id"] == let_in.json()["user"]["id"]


@pytest.mark.parametrize("is_verified", [True, False])
def test_an_account_with_that_address(api, id_token, is_verified):
    mine = UserFactory(email="neha@example.org", verified=is_verified)
    assert api().post(DOOR, {"id_token": id_token()}).json()["user"]["id"] == mine.pk
    by_password = api().post("/api/v1/auth/login", {"email": mine.email, "password": PASSWORD})
    # Whoever registered the address without proving it loses their password: it may have been a trap.
    assert by_password.status_code == (200 if is_verified else 401)


@pytest.mark.parametrize(
    "claims",
    [
        {"aud": "another-client"},
        {"iss": "https://evil.example"},
        {"exp": 1},
        {"email_verified": False},
    ],
)
def test_tokens_that_prove_nothing(api, id_token, claims):
    UserFactory(email="neha@example.org")
    answer = api().post(DOOR, {"id_token": id_token(**claims)})
    assert (answer.status_code, answer.json()["code"]) == (401, "google_token_invalid")


@pytest.mark.parametrize("token", ["", "x", "a.b.c", "eyJhbGciOiJub25lIn0.e30."])
def test_what_is_no_token(api, id_token, token):
    assert api().post(DOOR, {"id_token": token}).status_code in {400, 401}


def test_staff_still_need_their_second_factor(api, id_token, settings):
    settings.STAFF_SECOND_FACTOR_REQUIRED = True
    UserFactory(email="neha@example.org", role="teacher")
    assert api().post(DOOR, {"id_token": id_token()}).json()["code"] == "second_factor_setup_required"


def test_without_a_client_id_it_is_off(api):
    answer = api().post(DOOR, {"id_token": "x"})
    assert (answer.status_code, answer.json()["code"]) == (404, "google_not_configured")
