"""GET POST /guardians, confirm, revoke, consent: who may make and end a link, and what consent opens and closes."""

from datetime import date, timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.utils import timezone

from accounts.access.people import children_of, guardians_of
from accounts.choices import Purpose
from accounts.models import ConsentRecord, Guardianship, User
from accounts.queries.consent import consent_for
from mathvidya.testing.factories.accounts import UserFactory

DOOR = "/api/v1/guardians"


def invite(api, child, address):
    answer = api(child).post(DOOR, {"guardian_email": address})
    assert answer.status_code == 201, answer.content
    return answer.json()["id"]


def test_a_pending_child_reaches_only_what_it_must(api, pending_student):
    app = api(pending_student)
    assert app.get("/api/v1/auth/me").json()["is_cleared"] is False
    assert app.get(DOOR).status_code == 200
    for method, path in [
        ("post", "/api/v1/onboarding"),
        ("patch", "/api/v1/auth/me"),
        ("post", "/api/v1/users/me/avatar"),
        ("get", "/api/v1/children"),
        ("get", "/api/v1/exams"),
        ("get", "/api/v1/tests"),
        ("get", "/api/v1/subjects"),
    ]:
        answer = getattr(app, method)(path, {} if method != "get" else None)
        assert (answer.status_code, answer.json()["code"]) == (403, "consent_pending"), path


def test_a_child_invites_and_the_parent_of_that_address_consents(api, pending_student, other_parent):
    link = invite(api, pending_student, "IMRAN@example.org")
    parent = api(other_parent)
    assert [row["id"] for row in parent.get(DOOR).json()["results"]] == [link]
    without = parent.post(f"{DOOR}/{link}/confirm", {"purposes": ["tutor"]})
    assert (without.status_code, without.json()["code"]) == (400, "learning_consent_needed")
    assert not ConsentRecord.objects.exists()
    assert not children_of(other_parent).exists()

    assert parent.post(f"{DOOR}/{link}/confirm", {"purposes": ["learning"]}).status_code == 200
    pending_student.refresh_from_db()
    assert pending_student.is_cleared
    assert list(children_of(other_parent)) == [pending_student]
    assert list(guardians_of(pending_student)) == [other_parent]
    decisions = dict(ConsentRecord.objects.values_list("purpose", "granted"))
    assert decisions == {"learning": True, "tutor": False, "calls": False}
    assert consent_for(pending_student, Purpose.LEARNING)
    assert not consent_for(pending_student, Purpose.TUTOR)
    again = parent.post(f"{DOOR}/{link}/confirm", {"purposes": ["learning"]})
    assert (again.status_code, again.json()["code"]) == (409, "link_not_open")


def test_an_unverified_address_is_nobodys(api, pending_student):
    impostor = UserFactory(role="parent", email="boss@example.org", verified=False)
    link = invite(api, pending_student, "boss@example.org")
    assert api(impostor).get(DOOR).json()["results"] == []
    assert api(impostor).post(f"{DOOR}/{link}/confirm", {"purposes": ["learning"]}).status_code == 404


@pytest.mark.parametrize("whose", ["impostor", "other_parent"])
def test_proof_of_another_address_or_by_somebody_else_opens_no_invitation(api, pending_student, other_parent, whose):
    impostor = UserFactory(role="parent", email="boss@example.org", verified=False)
    address = "other@example.org" if whose == "impostor" else impostor.email
    owner = impostor if whose == "impostor" else other_parent
    EmailAddress.objects.create(user=owner, email=address, verified=True)
    link = invite(api, pending_student, impostor.email)
    assert api(impostor).get(DOOR).json()["results"] == []
    assert api(impostor).post(f"{DOOR}/{link}/confirm", {"purposes": ["learning"]}).status_code == 404
    assert Guardianship.objects.get(pk=link).status == "requested"


@pytest.mark.parametrize("who", ["parent", "teacher", "counselor", "other_student"])
def test_strangers_do_not_learn_of_a_link(api, pending_student, who, request):
    link = invite(api, pending_student, "imran@example.org")
    stranger = api(request.getfixturevalue(who))
    for path in ("confirm", "revoke"):
        assert stranger.post(f"{DOOR}/{link}/{path}", {"purposes": ["learning"]}).status_code == 404
    assert stranger.put(f"{DOOR}/{link}/consent", {"purposes": []}).status_code == 404
    assert Guardianship.objects.get(pk=link).status == "requested"


@pytest.mark.parametrize("pk", ["0", "-1", "99999999999999999999", "x", "1.5", "१"])
def test_ids_that_are_none(api, parent, pk):
    assert api(parent).post(f"{DOOR}/{pk}/confirm", {}).status_code == 404


def test_a_child_cannot_confirm_for_itself(api, pending_student):
    link = invite(api, pending_student, "imran@example.org")
    answer = api(pending_student).post(f"{DOOR}/{link}/confirm", {"purposes": ["learning"]})
    assert (answer.status_code, answer.json()["code"]) == (403, "may_not_confirm")
    own = api(pending_student).post(DOOR, {"guardian_email": "MIRA@example.org"})
    assert (own.status_code, own.json()["code"]) == (400, "guardian_is_self")
    pending_student.refresh_from_db()
    assert not pending_student.is_cleared


def test_a_parents_request_grants_nothing_and_shows_nothing(api, student, other_parent, deliver):
    known = api(other_parent).post(DOOR, {"child_email": student.email})
    unknown = api(other_parent).post(DOOR, {"child_email": "nobody@example.org"})
    assert (known.status_code, known.json()) == (unknown.status_code, unknown.json())
    deliver()
    assert not children_of(other_parent).exists()
    assert api(other_parent).get(DOOR).json()["results"] == []
    link = Guardianship.objects.get(child=student)
    assert api(other_parent).post(f"{DOOR}/{link.pk}/confirm", {"purposes": ["learning"]}).status_code == 404


def test_a_student_of_age_decides_about_a_parents_request(api, other_parent):
    grown = UserFactory(date_of_birth=date(2000, 1, 1), consented_at=None)
    api(other_parent).post(DOOR, {"child_email": grown.email})
    link = Guardianship.objects.get()
    assert api(grown).post(f"{DOOR}/{link.pk}/confirm", {}).status_code == 200
    assert list(children_of(other_parent)) == [grown]
    assert api(grown).post(f"{DOOR}/{link.pk}/revoke", {}).status_code == 200
    assert not children_of(other_parent).exists()


def test_an_administrator_confirms_only_with_a_reason(api, student, other_parent, admin):
    from mathvidya.audit.models import AuditEntry

    api(other_parent).post(DOOR, {"child_email": student.email})
    link = Guardianship.objects.get()
    assert api(admin).post(f"{DOOR}/{link.pk}/confirm", {}).json()["code"] == "may_not_confirm"
    assert api(admin).post(f"{DOOR}/{link.pk}/confirm", {"reason": "Saw both identity cards"}).status_code == 200
    assert list(children_of(other_parent)) == [student]
    assert AuditEntry.objects.get(action="accounts.guardian_confirmed").reason == "Saw both identity cards"


def test_withdrawing_signs_the_child_out_at_once(api, student, parent, django_capture_on_commit_callbacks, deliver):
    child = api(student)
    link = Guardianship.objects.get()
    assert child.get("/api/v1/users/me/export").json()["code"] == "guardian_decides"
    with django_capture_on_commit_callbacks(execute=True):
        answer = api(parent).put(f"{DOOR}/{link.pk}/consent", {"purposes": []})
    assert answer.json() == {"purposes": []}
    assert child.get("/api/v1/auth/me").status_code == 401
    student.refresh_from_db()
    assert not student.is_cleared
    assert not consent_for(student, Purpose.LEARNING)
    deliver()
    deliver()
    assert api(parent).put(f"{DOOR}/{link.pk}/consent", {"purposes": ["learning", "tutor"]}).status_code == 200
    student.refresh_from_db()
    assert student.is_cleared
    assert ConsentRecord.objects.filter(child=student).count() == 3


def test_the_last_guardian_takes_the_consent_along(api, student, parent):
    link = Guardianship.objects.get()
    refused = api(student).post(f"{DOOR}/{link.pk}/revoke", {})
    assert (refused.status_code, Guardianship.objects.get().status) == (403, "confirmed")
    assert api(parent).post(f"{DOOR}/{link.pk}/revoke", {}).status_code == 200
    student.refresh_from_db()
    assert not student.is_cleared
    assert api(parent).get(f"/api/v1/children/{student.pk}").status_code == 404


def test_on_the_eighteenth_birthday_rights_move_to_the_student(api, parent, student):
    today = timezone.localdate()
    born = today.replace(year=today.year - 18) + timedelta(days=1)
    User.objects.filter(pk=student.pk).update(date_of_birth=born, consented_at=None)
    student.refresh_from_db()
    assert student.is_minor(today)
    assert list(children_of(parent)) == [student]
    with time_machine.travel(timezone.now() + timedelta(days=1), tick=False):
        assert student.is_cleared
        assert not children_of(parent).exists()
        assert api(student).get("/api/v1/users/me/export").status_code == 200
    User.objects.filter(pk=student.pk).update(date_of_birth=date(2008, 2, 29))
    for day, grown in [(date(2026, 2, 28), False), (date(2026, 3, 1), True)]:
        assert User.objects.get(pk=student.pk).is_minor(day) is not grown


def test_the_list_costs_the_same_for_one_and_for_many(api, admin, queries_of, student, parent):
    from mathvidya.testing.factories.accounts import GuardianshipFactory

    app = api(admin)
    few = queries_of(lambda: app.get(DOOR))
    for _ in range(5):
        GuardianshipFactory()
    assert queries_of(lambda: app.get(DOOR)) == few
