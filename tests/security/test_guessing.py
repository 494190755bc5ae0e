"""Guessing passwords and addresses: stopped at every door, whatever the headers, at no cost for the victim, disclosing
nothing.

ASVS 2.4.1, 6.3.1, 6.3.8, 15.3.4.
"""

from collections import Counter

import pytest
from django.test import Client

from accounts.adapters.hashers import Argon2idHasher
from accounts.models import User
from mathvidya.testing.factories.accounts import PASSWORD

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("programmes")]
LOGIN, API_LOGIN = "/accounts/login/", "/api/v1/auth/login"
HERE, ELSEWHERE = "198.51.100.7", "203.0.113.9"
REGISTRATION = {
    "password": "a quiet river 42", "first_name": "Neha", "last_name": "Rao", "role": "student", "student_class": "X",
    "date_of_birth": "1999-05-17",
}  # fmt: skip


def enter(email, password, *, door=LOGIN, place=HERE, **headers):
    """Whether this lets somebody in, by a page, the admin's or the app's door; the answer too."""
    client = Client(REMOTE_ADDR=place, headers=headers)
    if door == API_LOGIN:
        body = {"email": email, "password": password}
        answer = client.post(door, body, content_type="application/json")
        return answer.status_code == 200, answer
    answer = client.post(door, {"login": email, "username": email, "password": password}, follow=True)
    return "_auth_user_id" in client.session, answer


def spoofed(number):
    """Every header by which a caller may claim to come from somewhere else."""
    claim = f"10.0.0.{number}"
    names = ("X-Forwarded-For", "X-Real-IP", "X-Client-IP", "CF-Connecting-IP", "True-Client-IP")
    return dict.fromkeys(names, claim) | {"Forwarded": f"for={claim}"}


@pytest.mark.parametrize("door", [LOGIN, API_LOGIN])
def test_twenty_guesses_end_it_here_and_nowhere_else(admin, teacher, door):
    for number in range(20):
        assert not enter(admin.email, f"guess {number}", door=door, **spoofed(number))[0]
    assert not enter(admin.email, PASSWORD, door=door)[0]
    # By another door of the same house neither; another person may, and the victim from their own device.
    assert not enter(admin.email, PASSWORD, door=LOGIN if door == API_LOGIN else API_LOGIN)[0]
    assert enter(teacher.email, PASSWORD, door=LOGIN)[0]
    assert enter(admin.email, PASSWORD, door=LOGIN, place=ELSEWHERE)[0]


def test_the_admin_s_own_door_takes_no_password(admin):
    is_in, answer = enter(admin.email, PASSWORD, door="/admin/login/")
    assert not is_in
    assert answer.redirect_chain[-1][0].startswith(LOGIN)


@pytest.mark.parametrize("door", [LOGIN, API_LOGIN])
def test_behind_our_proxy_only_what_it_saw_counts(student, settings, door):
    settings.NUM_PROXIES = settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1

    def chain(number):
        return {"X-Forwarded-For": f"10.0.0.{number}, {number}.invalid, {HERE}"}

    for number in range(6):
        assert not enter(student.email, f"guess {number}", door=door, place="10.9.9.9", **chain(number))[0]
    assert not enter(student.email, PASSWORD, door=door, place="10.9.9.9", **chain(99))[0]
    elsewhere = {"X-Forwarded-For": f"{HERE}, {ELSEWHERE}"}
    assert enter(student.email, PASSWORD, door=door, place="10.9.9.9", **elsewhere)[0]


@pytest.mark.parametrize("path", ["/api/v1/auth/forgot-password", "/accounts/password/reset/"])
def test_a_mailbox_is_not_flooded(student, path, mailoutbox, deliver):
    statuses = []
    for number in range(12):
        client = Client(REMOTE_ADDR=HERE, headers={"X-Forwarded-For": f"10.0.0.{number}"})
        kind = {"content_type": "application/json"} if path.startswith("/api") else {}
        statuses.append(client.post(path, {"email": student.email}, **kind).status_code)
    deliver()
    assert statuses[-1] == 429
    assert 1 <= len(mailoutbox) <= 5


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/api/v1/auth/reset-password", {"key": "1-abc", "password": "a quiet river 42"}),
        ("/api/v1/auth/verify-email", {"key": "abc"}),
        ("/api/v1/auth/register", {**REGISTRATION, "role": "nobody"}),
        ("/api/v1/auth/second-factor", {"challenge": "a.b.c", "code": "000000"}),
        ("/api/v1/auth/google", {"id_token": "a.b.c"}),
        ("/api/v1/auth/refresh", {"refresh": "a.b.c"}),
    ],
)
def test_every_open_door_counts(path, body, settings):
    settings.ACCOUNT_RATE_LIMITS = dict.fromkeys(settings.ACCOUNT_RATE_LIMITS, "5/m/ip")
    settings.THROTTLE_RATES = settings.THROTTLE_RATES | {"anonymous": "5/min"}
    answers = [
        Client(REMOTE_ADDR=HERE, headers={"X-Forwarded-For": f"10.0.0.{number}"}).post(
            path, body, content_type="application/json"
        )
        for number in range(8)
    ]
    assert answers[0].status_code in (400, 401, 404)  # 404: Google, where it is not set up
    assert (answers[-1].status_code, answers[-1].json()["code"]) == (429, "too_many_requests")
    assert int(answers[-1]["Retry-After"]) > 0


@pytest.fixture
def work(monkeypatch):
    """Count how often a password was hashed, which is what the time of an answer could disclose."""
    counted = Counter()
    for name in ("encode", "verify"):
        own = getattr(Argon2idHasher, name)
        monkeypatch.setattr(
            Argon2idHasher, name, lambda self, *a, _own=own, **k: (counted.update(["hash"]), _own(self, *a, **k))[1]
        )
    return counted


@pytest.mark.parametrize("door", [LOGIN, API_LOGIN])
def test_an_unknown_address_costs_and_says_what_a_wrong_password_does(student, pending_student, door, work):
    seen = {}
    for email in (student.email, pending_student.email, "nobody@example.org"):
        work.clear()
        is_in, answer = enter(email, "wrong", door=door)
        assert not is_in
        text = answer.content.decode().replace(email, "") if door == LOGIN else answer.content.decode()
        seen[email] = (answer.status_code, work["hash"], "is not right" in text or "not correct" in text)
    assert len(set(seen.values())) == 1
    assert seen[student.email][1] >= 1


@pytest.mark.parametrize("path", ["/api/v1/auth/register", "/api/v1/auth/forgot-password"])
def test_registering_and_forgetting_show_nothing(student, path, work, mailoutbox, deliver):
    people, seen = User.objects.count(), []
    for email in (student.email, "nobody@example.org"):
        work.clear()
        body = REGISTRATION | {"email": email} if path.endswith("register") else {"email": email}
        answer = Client(REMOTE_ADDR=HERE).post(path, body, content_type="application/json")
        seen.append((answer.status_code, answer.content, {*answer.headers} - {"X-Request-ID"}, work["hash"]))
    assert seen[0] == seen[1]
    deliver()
    assert sorted(mail.to[0] for mail in mailoutbox) == sorted([student.email, "nobody@example.org"])
    assert User.objects.count() == people + path.endswith("register")


BREAKS = ["Neha\r\nBcc: evil@example.org", "Neha\nTo: evil@example.org", "Neha\r\n\r\n<b>x", "Neha\x0bBcc: x@y.z"]


@pytest.mark.parametrize("name", BREAKS)
def test_a_name_adds_no_header_to_a_mail(name, deliver, mailoutbox):
    young = {"date_of_birth": "2012-05-17", "guardian_email": "lata@example.org", "email": "neha@example.org"}
    body = REGISTRATION | young | {"first_name": name, "last_name": name, "school": name}
    answer = Client(REMOTE_ADDR=HERE).post("/api/v1/auth/register", body, content_type="application/json")
    deliver()
    if answer.status_code != 201:
        assert not mailoutbox
        return
    assert sorted(mail.to[0] for mail in mailoutbox) == ["lata@example.org", "neha@example.org"]
    for mail in mailoutbox:
        message = mail.message()
        assert (mail.cc, mail.bcc, message["Bcc"], len(mail.to)) == ([], [], None, 1)
        assert not set("\r\n\x0b") & set(mail.subject)


@pytest.mark.parametrize("email", ["a@b.co\r\nBcc: evil@x.yz", "a@b.co,evil@x.yz", "a@b.co evil@x.yz", "<a@b.co>"])
@pytest.mark.parametrize("path", ["/api/v1/auth/register", "/api/v1/auth/forgot-password"])
def test_an_address_is_one_address(path, email, deliver, mailoutbox):
    body = REGISTRATION | {"email": email} if path.endswith("register") else {"email": email}
    answer = Client(REMOTE_ADDR=HERE).post(path, body, content_type="application/json")
    deliver()
    assert (answer.status_code, list(answer.json()["errors"])) == (400, ["email"])
    assert not mailoutbox
    assert not User.objects.exists()
