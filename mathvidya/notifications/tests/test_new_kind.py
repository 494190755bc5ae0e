"""A new kind of notice is registered by the app that sends it; page, API, texts and mail need no other edit."""

import pytest
from django.core import mail
from drf_spectacular.generators import SchemaGenerator

from mathvidya.lib.registry import AlreadyRegistered, NotRegistered
from mathvidya.notifications.actions import notify
from mathvidya.notifications.choices import NoticeKind, register_kinds
from mathvidya.notifications.models import Delivery, Notification, Preference

PREFERENCES = "/api/v1/notifications/preferences"
FACTS = {"place": "Pune", "hour": "10"}


def tell(kind, *people, key="fair-1"):
    return notify(user_ids=[person.pk for person in people], kind=kind, facts=FACTS, url="/fairs/1", key=key)


def test_it_is_written_in_its_own_words_and_mailed(fair, api, student, deliver):
    tell(fair, student)
    deliver()
    [notice] = api(student).get("/api/v1/notifications").json()["results"]
    assert (notice["kind"], notice["title"]) == ("fair_opens", "The fair at Pune")
    assert notice["body"] == f"{student.first_name}, it opens at 10."
    assert [letter.subject for letter in mail.outbox] == ["The fair at Pune"]


def test_its_roles_are_asked_about_it(fair, browser, student, parent):
    page = browser(student).get("/notifications/preferences").content.decode()
    assert 'value="fair_opens" checked' in page
    assert "A fair opens" in page
    assert 'value="fair_opens"' not in browser(parent).get("/notifications/preferences").content.decode()


def test_it_is_switched_off_by_the_api(fair, api, student, deliver):
    body = {"preferences": [{"kind": "fair_opens", "email": False}]}
    assert api(student).put(PREFERENCES, body, format="json").status_code == 200
    tell(fair, student)
    deliver()
    assert student.notifications.count() == 1
    assert mail.outbox == []


def test_it_is_switched_off_on_the_page(fair, browser, student, deliver):
    browser(student).post("/notifications/preferences", {"email": ["page_bounced"]})
    tell(fair, student)
    deliver()
    assert mail.outbox == []


def test_the_document_of_the_api_lists_it(fair):
    schemas = SchemaGenerator().get_schema(public=True)["components"]["schemas"]
    [kinds] = [schema["enum"] for schema in schemas.values() if "fair_opens" in schema.get("enum", ())]
    assert kinds == sorted(kinds)


def test_without_registration_it_is_unknown(api, student):
    kind = NoticeKind(code="fair_opens", label="A fair opens", roles=frozenset({"student"}), texts="stalls/notices")
    with pytest.raises(NotRegistered):
        tell(kind, student)
    body = {"preferences": [{"kind": "fair_opens", "email": False}]}
    assert api(student).put(PREFERENCES, body, format="json").status_code == 400
    assert not Notification.objects.exists()
    assert not Delivery.objects.exists()
    assert not Preference.objects.exists()


def test_a_code_is_given_once_and_fits_the_tables(fair):
    with pytest.raises(AlreadyRegistered):
        register_kinds(fair)
    with pytest.raises(ValueError, match="more than 30"):
        register_kinds(NoticeKind(code="x" * 31, label="Long", roles=frozenset(), texts="stalls/notices"))
