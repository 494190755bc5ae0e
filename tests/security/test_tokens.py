"""Forged, expired and misplaced tokens, at every kind of door (ASVS 9.1.2, 9.2.1-3)."""

import time

import jwt
import pytest
from asgiref.sync import sync_to_async
from django.conf import settings

from accounts.actions.tokens import open_family
from mathvidya.testing.sockets import Socket

pytestmark = pytest.mark.django_db
KEY = settings.JWT_SIGNING_KEY
DRF, HOT, PAGE = "/api/v1/auth/me", "/api/v1/attempts/1/submit", "/me"
FORGERIES = [
    "alg none", "alg None", "HS512", "HS384", "other key", "empty key", "no exp", "expired", "exp is text", "no aud",
    "wrong aud", "wrong iss", "no iss", "refresh as access", "no type", "not yet", "three dots", "not base64",
]  # fmt: skip


def forged(kind: str, user) -> str:
    pair = open_family(user=user)
    good = jwt.decode(pair.access, options={"verify_signature": False})
    now = int(time.time())
    lacking = {"no exp": "exp", "no aud": "aud", "no iss": "iss", "no type": "token_type"}
    changed = {
        "expired": {"exp": now - 60},
        "exp is text": {"exp": "never"},
        "wrong aud": {"aud": "elsewhere"},
        "wrong iss": {"iss": "elsewhere"},
        "not yet": {"nbf": now + 600, "iat": now + 600},
    }
    if kind in lacking:
        return jwt.encode({name: value for name, value in good.items() if name != lacking[kind]}, KEY, "HS256")
    if kind in changed:
        return jwt.encode(good | changed[kind], KEY, "HS256")
    body = pair.access.split(".")[1]
    return {
        "alg none": lambda: jwt.encode(good, None, "none"),
        "alg None": lambda: "eyJhbGciOiJOb25lIiwidHlwIjoiSldUIn0." + body + ".",
        "HS512": lambda: jwt.encode(good, KEY, "HS512"),
        "HS384": lambda: jwt.encode(good, KEY, "HS384"),
        "other key": lambda: jwt.encode(good, "x" * 64, "HS256"),
        "empty key": lambda: "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9." + body + ".",
        "refresh as access": lambda: pair.refresh,
        "three dots": lambda: pair.access + ".",
        "not base64": lambda: "€.%.!",
    }[kind]()


@pytest.mark.parametrize("kind", FORGERIES)
def test_a_token_that_is_not_ours_opens_nothing(api, student, kind):
    client = api()
    client.credentials(HTTP_AUTHORIZATION=f"Bearer {forged(kind, student)}".encode().decode("latin-1"))
    for answer in (client.get(DRF), client.post(HOT)):
        assert (answer.status_code, answer.json()["code"]) == (401, "not_signed_in")
        assert answer["Content-Type"] == "application/problem+json"


def test_the_same_token_unforged_opens_them(api, student):
    client = api()
    client.credentials(HTTP_AUTHORIZATION=f"Bearer {open_family(user=student).access}")
    assert client.get(DRF).status_code == 200
    assert client.post(HOT).status_code == 404


def test_a_bad_token_is_not_mended_by_a_session(browser, student):
    client = browser(student)
    assert client.get(DRF).status_code == 200
    for address in (DRF, "/api/v1/attempts/1"):
        assert client.get(address, headers={"Authorization": "Bearer nonsense"}).status_code == 401


@pytest.mark.parametrize("name", ["token", "access", "access_token", "jwt", "auth", "Authorization"])
def test_a_token_in_an_address_or_a_cookie_is_not_read(client, student, name):
    token = open_family(user=student).access
    for address in (DRF, f"{PAGE}"):
        assert client.get(address, {name: token}).status_code in (401, 302)
        assert client.get(address, {name: f"Bearer {token}"}).status_code in (401, 302)
    client.cookies[name] = token
    assert client.get(DRF).status_code == 401


def test_a_key_of_another_kind_is_no_refresh_token(api, student):
    pair = open_family(user=student)
    for token in (pair.access, forged("alg none", student), forged("HS512", student)):
        answer = api().post("/api/v1/auth/refresh", {"refresh": token})
        assert (answer.status_code, answer.json()["code"]) == (401, "refresh_token_invalid")
    assert api().post("/api/v1/auth/refresh", {"refresh": pair.refresh}).status_code == 200


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("kind", ["alg none", "HS512", "no exp", "expired", "wrong aud", "refresh as access"])
async def test_a_socket_takes_no_forged_token(student, kind):
    token = await sync_to_async(forged)(kind, student)
    for socket, first in ((Socket("/ws/notifications", token=token), None), (Socket("/ws/notifications"), token)):
        await socket.open()
        if first:
            await socket.say({"type": "auth", "token": first})
        assert await socket.closed_with() == 4401
