"""POST /auth/register, /login, /second-factor, /refresh, /logout: signing in with the app."""

import re
from datetime import timedelta

import pytest
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Guardianship, User
from mathvidya.notifications.models import Letter
from mathvidya.testing.factories.accounts import PASSWORD

pytestmark = pytest.mark.usefixtures("programmes")

ADULT = "1999-05-17"
REGISTRATION = {
    "email": "Neu@Example.org",
    "password": "a quiet river 42",
    "first_name": "Neha",
    "last_name": "Rao",
    "role": "student",
    "student_class": "X",
    "date_of_birth": ADULT,
}


def child_birthday() -> str:
    return (timezone.localdate() - timedelta(days=15 * 365)).isoformat()


def key_in_mail(pattern: str) -> str:
    return re.search(pattern, mail.outbox[-1].body).group(1)


def register(api, **change):
    return api().post("/api/v1/auth/register", REGISTRATION | change)


def login(api, email, password=PASSWORD, **more):
    return api().post("/api/v1/auth/login", {"email": email, "password": password}, **more)


def test_register_verify_login_me_refresh_logout(api, deliver):
    assert register(api).status_code == 201
    early = login(api, "neu@example.org", REGISTRATION["password"])
    assert (early.status_code, early.json()["code"]) == (403, "email_not_verified")
    deliver()
    key = key_in_mail(r"confirm-email/([^/\s]+)/")
    assert api().post("/api/v1/auth/verify-email", {"key": key}).status_code == 200

    signed_in = login(api, " NEU@example.ORG ", REGISTRATION["password"]).json()
    assert signed_in["user"]["email"] == "neu@example.org"
    assert signed_in["user"]["is_cleared"] is True
    app = api()
    app.credentials(HTTP_AUTHORIZATION=f"Bearer {signed_in['access']}")
    assert app.get("/api/v1/auth/me").json()["first_name"] == "Neha"

    renewed = api().post("/api/v1/auth/refresh", {"refresh": signed_in["refresh"]})
    assert renewed.status_code == 200
    refresh = renewed.json()["refresh"]
    assert api().post("/api/v1/auth/logout", {"refresh": refresh}).status_code == 204
    again = api().post("/api/v1/auth/refresh", {"refresh": refresh})
    assert (again.status_code, again.json()["code"]) == (401, "refresh_token_invalid")


def test_an_address_that_is_known_gets_the_same_answer_and_a_mail(api, student, deliver):
    fresh, known = register(api), register(api, email="ASHA@example.org")
    assert (known.status_code, known.json()) == (fresh.status_code, fresh.json())
    deliver()
    assert [m.to for m in mail.outbox] == [["neu@example.org"], ["asha@example.org"]]
    assert User.objects.filter(email="asha@example.org").get().first_name == "Asha"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"email": "nobody"}, "email"),
        ({"email": "a@b@c"}, "email"),
        ({"password": "short"}, "password"),
        ({"password": "password"}, "password"),
        ({"role": "teacher"}, "role"),
        ({"role": "admin"}, "role"),
        ({"student_class": "IX"}, "student_class"),
        ({"student_class": None}, "programmes"),
        ({"date_of_birth": None}, "date_of_birth"),
        ({"date_of_birth": "2031-01-01"}, "date_of_birth"),
        ({"date_of_birth": "1890-01-01"}, "date_of_birth"),
        ({"date_of_birth": "2025-02-29"}, "date_of_birth"),
        ({"first_name": "\u200b\u202e"}, "first_name"),
        ({"first_name": "x" * 101}, "first_name"),
        ({"first_name": "42"}, "first_name"),
        ({"is_superuser": True}, "is_superuser"),
        ({"guardian_email": "neu@example.org", "date_of_birth": "child"}, "guardian_email"),
        ({"date_of_birth": "child"}, "guardian_email"),
    ],
)
def test_what_registration_refuses(api, change, field):
    change = {key: child_birthday() if value == "child" else value for key, value in change.items()}
    body = {key: value for key, value in (REGISTRATION | change).items() if value is not None}
    answer = api().post("/api/v1/auth/register", body)
    assert answer.status_code == 400, answer.content
    assert field in answer.json()["errors"]
    assert not User.objects.exists()
    assert not Letter.objects.exists()


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("  Asha   Devi ", "Asha Devi"),
        ("Ａｄｍｉｎ", "Admin"),
        ("As\u200bha\u202e", "Asha"),
        ("प्रिया", "प्रिया"),
        ("José", "José"),
        ("O'Neil-Kaur", "O'Neil-Kaur"),
        ("Madonna 🎸", "Madonna 🎸"),
        ("Asha\r\nBcc: x@y.z", "Asha Bcc: x@y.z"),
    ],
)
def test_names_lose_what_only_confuses_the_eye(api, written, kept):
    assert register(api, first_name=written).status_code == 201
    assert User.objects.get().first_name == kept


def test_a_child_is_pending_and_the_guardian_is_asked(api, deliver):
    answer = register(api, date_of_birth=child_birthday(), guardian_email="Lata@Example.org")
    assert answer.status_code == 201
    child, link = User.objects.get(), Guardianship.objects.get()
    assert not child.is_cleared
    assert (link.guardian_email, link.status, link.guardian) == ("lata@example.org", "requested", None)
    deliver()
    deliver()
    assert [m.to for m in mail.outbox] == [["neu@example.org"], ["lata@example.org"]]


@pytest.mark.parametrize(
    ("email", "password"),
    [("asha@example.org", "wrong"), ("unknown@example.org", PASSWORD), ("asha@example.org", ""), ("'--", "x")],
)
def test_a_wrong_address_and_a_wrong_password_look_the_same(api, student, email, password):
    answer = login(api, email, password)
    if password:
        assert (answer.status_code, answer.json()["code"]) == (401, "credentials_invalid")
        assert answer.json() == login(api, "asha@example.org", "also wrong").json()
    else:
        assert answer.status_code == 400


def test_guessing_is_stopped_and_spoofed_addresses_do_not_help(api, student, other_student):
    answers = [
        login(api, student.email, f"guess {n}", HTTP_X_FORWARDED_FOR=f"10.0.0.{n}").status_code for n in range(12)
    ]
    assert answers[:5] == [401] * 5
    assert set(answers[5:]) == {429}
    stopped = login(api, student.email)
    assert stopped.status_code == 429
    assert int(stopped["Retry-After"]) > 0
    assert login(api, other_student.email).status_code == 200
    # The victim's own devices are elsewhere, and are not locked out.
    assert login(api, student.email, REMOTE_ADDR="203.0.113.9").status_code == 200


def test_somebody_deactivated_does_not_get_in(api, student):
    User.objects.filter(pk=student.pk).update(is_active=False)
    assert login(api, student.email).json()["code"] == "credentials_invalid"


def code_for(secret: str) -> str:
    counter = next(iter(yield_hotp_counters_from_time()))
    return format_hotp_value(hotp_value(secret, counter))


def test_staff_need_a_second_factor(api, teacher, settings):
    settings.STAFF_SECOND_FACTOR_REQUIRED = True
    bare = login(api, teacher.email)
    assert (bare.status_code, bare.json()["code"]) == (403, "second_factor_setup_required")

    secret = generate_totp_secret()
    TOTP.activate(teacher, secret)
    asked = login(api, teacher.email)
    assert (asked.status_code, asked.json()["code"]) == (401, "second_factor_required")
    assert "access" not in asked.json()
    challenge = asked.json()["challenge"]
    door = "/api/v1/auth/second-factor"
    wrong = api().post(door, {"challenge": challenge, "code": "000000"})
    assert (wrong.status_code, wrong.json()["code"]) == (401, "second_factor_invalid")
    assert api().post(door, {"challenge": "x.y.z", "code": "1"}).json()["code"] == "challenge_invalid"
    code = code_for(secret)
    let_in = api().post(door, {"challenge": challenge, "code": code})
    assert let_in.status_code == 200
    replayed = api().post(door, {"challenge": challenge, "code": code})
    assert (replayed.status_code, replayed.json()["code"]) == (401, "second_factor_invalid")


def test_codes_cannot_be_guessed_for_ever(api, teacher):
    TOTP.activate(teacher, generate_totp_secret())
    challenge = login(api, teacher.email).json()["challenge"]
    body = {"challenge": challenge, "code": "000000"}
    answers = [api().post("/api/v1/auth/second-factor", body).status_code for _ in range(8)]
    assert answers[-1] == 429


def test_a_challenge_is_short_lived(api, teacher):
    import time_machine

    TOTP.activate(teacher, generate_totp_secret())
    challenge = login(api, teacher.email).json()["challenge"]
    with time_machine.travel(timezone.now() + timedelta(minutes=6)):
        late = api().post("/api/v1/auth/second-factor", {"challenge": challenge, "code": "000000"})
    assert late.json()["code"] == "challenge_invalid"


def test_a_browser_session_of_staff_without_a_factor_reaches_nothing(browser, teacher, settings):
    settings.STAFF_SECOND_FACTOR_REQUIRED = True
    answer = browser(teacher).get("/api/v1/auth/me")
    assert (answer.status_code, answer.json()["code"]) == (403, "second_factor_setup_required")


def test_a_session_of_staff_is_asked_for_the_authenticator_once(browser, teacher, settings):
    settings.STAFF_SECOND_FACTOR_REQUIRED = True
    TOTP.activate(teacher, generate_totp_secret())
    client, asked = browser(teacher), []
    for _page in range(2):
        with CaptureQueriesContext(connection) as queries:
            assert client.get("/me").status_code == 200
        asked.append(any("mfa_authenticator" in query["sql"] for query in queries))
    assert asked == [True, False]
