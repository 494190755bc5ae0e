"""/auth/me, /children, export, erasure, onboarding, passwords."""

import io
import json
import re
import zipfile
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.utils import timezone

from accounts.actions.erasure import erase_due, purge_pending
from accounts.models import Guardianship, User
from mathvidya.testing.factories.accounts import PASSWORD, UserFactory

pytestmark = pytest.mark.usefixtures("programmes")

ME = "/api/v1/auth/me"


@pytest.mark.parametrize("path", [ME, "/api/v1/users/me", "/api/v1/users/profile", "/api/v1/users/account"])
def test_me_by_every_name(api, student, path):
    assert api(student).get(path).json()["id"] == student.pk
    assert api().get(path).status_code == 401


@pytest.mark.parametrize(
    ("change", "kept"),
    [
        ({"phone": "098765 43210"}, {"phone": "+919876543210"}),
        ({"phone": "+91-98765-43210"}, {"phone": "+919876543210"}),
        ({"phone": "0091 9876543210"}, {"phone": "+919876543210"}),
        ({"phone": ""}, {"phone": ""}),
        ({"time_zone": "Asia/Calcutta"}, {"time_zone": "Asia/Calcutta"}),
        ({"language": "hi", "last_name": "  Rao\u202e "}, {"language": "hi", "last_name": "Rao"}),
        ({"school": "KV 2", "student_class": "XII"}, {"school": "KV 2", "student_class": "XII"}),
    ],
)
def test_what_a_person_may_change(api, student, change, kept):
    answer = api(student).patch(ME, change)
    assert answer.status_code == 200, answer.content
    assert {key: answer.json()[key] for key in kept} == kept


@pytest.mark.parametrize(
    "change",
    [
        {"role": "admin"},
        {"email": "new@example.org"},
        {"is_superuser": True},
        {"consented_at": "2026-01-01T00:00:00Z"},
        {"date_of_birth": "1990-01-01"},
        {"phone": "12345"},
        {"phone": "+91 98765 43210 ext 5"},
        {"time_zone": "+14:00"},
        {"time_zone": "Mars/Base"},
        {"language": "xx"},
        {"first_name": ""},
        {"student_class": "V"},
    ],
)
def test_what_nobody_changes_by_themselves(api, student, change):
    before = User.objects.filter(pk=student.pk).values().get()
    assert api(student).patch(ME, change).status_code == 400
    assert User.objects.filter(pk=student.pk).values().get() == before


def test_put_needs_the_name(api, student):
    assert api(student).put(ME, {"phone": ""}).status_code == 400
    assert api(student).put(ME, {"first_name": "Usha"}).json()["first_name"] == "Usha"


def test_onboarding(api, student, teacher):
    body = {"student_class": "X", "subjects": ["maths-10"], "goals": ["90 in boards"], "study_preferences": {"t": "am"}}
    assert api(student).post("/api/v1/onboarding", body).json()["onboarded_at"]
    assert api(teacher).post("/api/v1/onboarding", body).status_code == 403


def test_a_parent_reads_and_corrects_a_child_and_nobody_else(api, student, parent, other_parent, teacher):
    path = f"/api/v1/children/{student.pk}"
    assert [row["id"] for row in api(parent).get("/api/v1/children").json()] == [student.pk]
    assert api(parent).patch(path, {"date_of_birth": "2011-02-03"}).json()["date_of_birth"] == "2011-02-03"
    assert api(parent).patch(path, {"date_of_birth": "2044-02-03"}).status_code == 400
    for stranger, status in [(other_parent, 404), (teacher, 403)]:
        for method in ("get", "patch", "delete"):
            assert getattr(api(stranger), method)(path).status_code == status
    assert User.objects.get(pk=student.pk).erase_after is None


def test_the_export_has_everything_of_one_person(api, student, parent, other_student):
    answer = api(parent).get(f"/api/v1/children/{student.pk}/export")
    archive = zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))
    account = json.loads(archive.read("account.json"))
    assert account["person"]["email"] == student.email
    assert account["guardian_links"][0]["guardian_email"] == parent.email
    assert other_student.email not in archive.read("account.json").decode()


def test_erasure_waits_thirty_days_and_can_be_taken_back(api, django_capture_on_commit_callbacks):
    person = UserFactory(role="parent", email="gone@example.org")
    app = api(person)
    with django_capture_on_commit_callbacks(execute=True):
        assert app.delete(ME).status_code == 202
    assert app.get(ME).status_code == 401
    assert api().post("/api/v1/auth/login", {"email": person.email, "password": PASSWORD}).status_code == 200
    person.refresh_from_db()
    assert person.erase_after is None

    api(person).delete(ME)
    with time_machine.travel(timezone.now() + timedelta(days=29)):
        assert erase_due() == 0
    with time_machine.travel(timezone.now() + timedelta(days=31)):
        assert erase_due() == 1
        assert erase_due() == 0
    person.refresh_from_db()
    assert "gone" not in f"{person.email}{person.first_name}{person.last_name}"
    assert (person.is_active, person.phone, person.date_of_birth) == (False, "", None)
    assert not person.emailaddress_set.exists()


def test_a_minor_does_not_erase_and_does_not_undo_what_the_guardian_asked(api, student, parent):
    assert api(student).delete(ME).json()["code"] == "guardian_decides"
    assert api(parent).delete(f"/api/v1/children/{student.pk}").status_code == 202
    answer = api().post("/api/v1/auth/login", {"email": student.email, "password": PASSWORD})
    assert answer.json()["code"] == "credentials_invalid"
    assert User.objects.get(pk=student.pk).erase_after is not None


def test_children_nobody_consented_for_are_removed_after_seven_days(pending_student, student, parent):
    assert purge_pending() == 0
    with time_machine.travel(timezone.now() + timedelta(days=8)):
        assert purge_pending() == 1
        assert purge_pending() == 0
    assert not User.objects.filter(pk=pending_student.pk).exists()
    assert Guardianship.objects.filter(child=student).exists()


def test_a_forgotten_password(api, student, deliver, django_capture_on_commit_callbacks):
    app = api(student)
    known = api().post("/api/v1/auth/forgot-password", {"email": "ASHA@example.org"})
    unknown = api().post("/api/v1/auth/forgot-password", {"email": "nobody@example.org"})
    assert (known.status_code, known.json()) == (unknown.status_code, unknown.json())
    deliver()
    assert [m.to[0] for m in mail.outbox] == [student.email, "nobody@example.org"]
    key = re.search(r"password/reset/key/([^/\s]+)/", mail.outbox[0].body).group(1)
    door = "/api/v1/auth/reset-password"
    assert api().post(door, {"key": key, "password": "123"}).json()["errors"]["password"]
    with django_capture_on_commit_callbacks(execute=True):
        assert api().post(door, {"key": key, "password": "a new quiet river"}).status_code == 200
    assert app.get(ME).status_code == 401
    again = api().post(door, {"key": key, "password": "a new quiet river"})
    assert (again.status_code, again.json()["code"]) == (400, "key_invalid")
    login = {"email": student.email, "password": "a new quiet river"}
    assert api().post("/api/v1/auth/login", login).status_code == 200


def test_changing_the_password_ends_other_sign_ins_and_keeps_this_one(
    api, browser, student, django_capture_on_commit_callbacks
):
    elsewhere, page, here = api(student), browser(student), api(student)
    door = "/api/v1/auth/change-password"
    wrong = here.post(door, {"current_password": "nope", "new_password": "a new quiet river"})
    assert (wrong.status_code, list(wrong.json()["errors"])) == (400, ["current_password"])
    assert elsewhere.get(ME).status_code == 200
    with django_capture_on_commit_callbacks(execute=True):
        done = here.post(door, {"current_password": PASSWORD, "new_password": "a new quiet river"})
    assert done.status_code == 200
    assert elsewhere.get(ME).status_code == 401
    assert page.get("/me").status_code == 302
    here.credentials(HTTP_AUTHORIZATION=f"Bearer {done.json()['access']}")
    assert here.get(ME).status_code == 200


def test_the_only_administrator_cannot_go(api, browser, admin):
    User.objects.filter(role="admin").exclude(pk=admin.pk).update(is_active=False)
    refused = api(admin).delete("/api/v1/users/account")
    assert (refused.status_code, refused.json()["code"]) == (409, "last_administrator")
    page = browser(admin).post("/me/erase")
    assert page.status_code == 409
    assert "only administrator" in page.content.decode()
    assert User.objects.get(pk=admin.pk).erase_after is None


def test_of_two_administrators_one_may_go(api, admin):
    other = UserFactory(role="admin")
    assert api(admin).delete("/api/v1/users/account").status_code == 202
    refused = api(other).delete("/api/v1/users/account")
    assert (refused.status_code, refused.json()["code"]) == (409, "last_administrator")
    assert User.objects.get(pk=other.pk).erase_after is None
