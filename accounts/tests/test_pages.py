"""The pages of people, as a browser sees them."""

import re

import pytest
from django.core import mail
from django.utils import timezone

from accounts.models import Guardianship, User
from mathvidya.testing.factories.accounts import PASSWORD

pytestmark = pytest.mark.usefixtures("programmes")

REGISTRATION = {
    "role": "student", "first_name": "Neha", "last_name": "Rao", "email": "neha@example.org",
    "password1": "a quiet river 42", "date_of_birth": "2000-01-01", "programmes": ["cbse-10"],
}  # fmt: skip


def test_register_verify_sign_in_and_out(browser, deliver):
    page = browser()
    assert page.get("/accounts/signup/").status_code == 200
    assert page.post("/accounts/signup/", REGISTRATION)["Location"] == "/accounts/confirm-email/"
    deliver()
    link = re.search(r"/accounts/confirm-email/[^/\s]+/", mail.outbox[0].body).group(0)
    assert page.get(link).status_code == 200
    page.post(link)
    signed_in = page.post("/accounts/login/", {"login": "NEHA@example.org", "password": REGISTRATION["password1"]})
    assert signed_in["Location"] == "/home"
    before = page.session.session_key
    assert page.get("/me").status_code == 200
    page.post("/accounts/logout/")
    assert page.session.session_key != before
    assert page.get("/me")["Location"].startswith("/accounts/login/?next=")


def test_a_known_address_gets_the_same_page(browser, student):
    known = browser().post("/accounts/signup/", REGISTRATION | {"email": student.email})
    assert known["Location"] == "/accounts/confirm-email/"
    assert User.objects.count() == 1


def test_a_child_waits_and_a_guardian_without_account_comes_by_the_mail(browser, deliver):
    today = timezone.localdate()
    born = today.replace(year=today.year - 15, day=1).isoformat()
    browser().post("/accounts/signup/", REGISTRATION | {"date_of_birth": born, "guardian_email": "ma@example.org"})
    deliver()
    mailed = next(m for m in mail.outbox if m.to == ["ma@example.org"])
    link = re.search(r"/invitations/\S+", mailed.body).group(0)

    guardian = browser()
    door = guardian.get(link)["Location"]
    assert door.startswith("/accounts/signup/?next=")
    about = {"role": "parent", "first_name": "Ma", "email": "ma@example.org", "password1": "another river 42"}
    arrived = guardian.post(door, about | {"next": f"/consent/{Guardianship.objects.get().pk}"}, follow=True)
    assert arrived.redirect_chain[-1][0].startswith("/consent/")
    text = arrived.content.decode()
    assert " checked" not in text
    assert "Neha" in text
    path = arrived.redirect_chain[-1][0]
    assert guardian.post(path, {"purposes": ["tutor"]}).status_code == 400
    assert not User.objects.get(email="neha@example.org").is_cleared
    assert guardian.post(path, {"purposes": ["learning"]})["Location"] == "/children"
    assert User.objects.get(email="neha@example.org").is_cleared
    assert "Neha" in guardian.get("/children").content.decode()


@pytest.mark.parametrize("path", ["/me", "/me/guardians", "/children", "/home"])
def test_a_pending_child_is_led_to_the_waiting_page(browser, pending_student, path):
    answer = browser(pending_student).get(path)
    assert (answer.status_code, answer["Location"]) == (302, "/me/waiting")


def test_the_waiting_page_asks_somebody_else(browser, pending_student):
    page = browser(pending_student)
    page.post("/me/waiting", {"guardian_email": "first@example.org"})
    page.post("/me/waiting", {"guardian_email": "second@example.org"})
    assert dict(Guardianship.objects.values_list("guardian_email", "status")) == {
        "first@example.org": "revoked",
        "second@example.org": "requested",
    }


@pytest.mark.parametrize("path", ["/me", "/me/sessions", "/me/erase", "/accounts/2fa/", "/accounts/password/change/"])
def test_own_pages_stand(browser, student, path):
    assert browser(student).get(path).status_code == 200


def test_children_pages_are_for_their_parent(browser, student, parent, other_parent, teacher):
    for path in (f"/children/{student.pk}", f"/consent/{Guardianship.objects.get().pk}"):
        assert browser(parent).get(path).status_code == 200
        assert browser(other_parent).get(path).status_code == 404
        assert browser(teacher).get(path).status_code == 404
    browser(other_parent).post(f"/children/{student.pk}/erase")
    assert User.objects.get(pk=student.pk).erase_after is None


def test_staff_without_a_factor_are_led_to_set_one_up(browser, teacher, admin, settings):
    settings.STAFF_SECOND_FACTOR_REQUIRED = True
    assert browser(teacher).get("/me")["Location"] == "/accounts/2fa/totp/activate/"
    assert browser(admin).get("/admin/").status_code in {302, 403}


def test_the_admin_has_the_same_door(browser, student, admin):
    assert browser().get("/admin/login/?next=/admin/")["Location"].startswith("/accounts/login/")
    assert browser(student).get("/admin/accounts/user/").status_code in {302, 403}
    page = browser(admin)
    assert page.get("/admin/accounts/user/").status_code == 200
    assert page.get(f"/admin/accounts/user/{student.pk}/change/").status_code == 200
    assert page.get("/admin/accounts/guardianship/").status_code == 200


def test_a_name_that_looks_like_a_formula_is_no_formula_in_the_export(student):
    from accounts.admin.resources import PersonResource

    User.objects.filter(pk=student.pk).update(first_name='=HYPERLINK("x")')
    assert "'=HYPERLINK" in PersonResource().export().csv


def test_guessing_on_the_page_is_stopped(browser, student):
    page = browser()
    answers = [page.post("/accounts/login/", {"login": student.email, "password": f"no {n}"}) for n in range(6)]
    assert "Too many failed" in answers[-1].content.decode()
    assert page.post("/accounts/login/", {"login": student.email, "password": PASSWORD}).status_code == 200


def test_next_never_leads_elsewhere(browser, student):
    form = {"login": student.email, "password": PASSWORD}
    for target in ("//evil.example", "/\\evil.example", "https://evil.example"):
        assert browser().post("/accounts/login/", form | {"next": target})["Location"] == "/home"
