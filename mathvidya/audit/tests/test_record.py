"""The audit is added to and never changed: not by the model, not by SQL, not in the admin."""

import pytest
from django.db import DatabaseError, connection, transaction

from mathvidya.audit.models import AppendOnly, AuditEntry
from mathvidya.audit.records import record


@pytest.fixture
def chief(admin):
    """An administrator with every permission of the admin."""
    admin.is_superuser = True
    admin.save()
    return admin


@pytest.fixture
def entry(admin, student):
    return record(actor=admin, action="test.looked", target=student, reason="asked to", facts={"page": 1})


def test_a_record_says_who_did_what_to_what(entry, admin, student):
    entry.refresh_from_db()
    assert (entry.actor, entry.action, entry.reason, entry.facts) == (admin, "test.looked", "asked to", {"page": 1})
    assert (entry.target_type, entry.target_id, entry.ip) == ("accounts.user", str(student.pk), None)


def test_the_machine_is_nobody(db):
    assert record(actor=None, action="test.swept").actor_id is None


def test_the_model_refuses_to_change_it(entry):
    entry.reason = "something else"
    with pytest.raises(AppendOnly):
        entry.save()
    with pytest.raises(AppendOnly):
        entry.delete()


def test_the_database_refuses_to_change_it(entry):
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        AuditEntry.objects.update(reason="something else")
    entry.refresh_from_db()
    assert entry.reason == "asked to"


@pytest.mark.postgres
def test_the_database_refuses_to_delete_it(entry):
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM audit_auditentry")
    assert AuditEntry.objects.exists()


def test_administrators_read_it_and_nobody_writes_it(entry, browser, chief, teacher):
    client = browser(chief)
    assert "test.looked" in client.get("/admin/audit/auditentry/").content.decode()
    assert client.get("/admin/audit/auditentry/add/").status_code == 403
    assert client.post(f"/admin/audit/auditentry/{entry.pk}/delete/", {"post": "yes"}).status_code == 403
    assert browser(teacher).get("/admin/audit/auditentry/").status_code in {302, 404}
    assert AuditEntry.objects.count() == 1


@pytest.mark.parametrize(
    ("proxies", "forwarded", "expected"),
    [
        (0, "203.0.113.9", "127.0.0.1"),  # no proxy: the header is the caller's claim
        (1, "198.51.100.1, 203.0.113.9", "203.0.113.9"),
        (2, "198.51.100.1, 203.0.113.9", "198.51.100.1"),
        (2, "203.0.113.9", "203.0.113.9"),
        (1, "", "127.0.0.1"),
        (1, "nonsense", None),
    ],
)
def test_the_callers_address_is_what_our_proxy_saw(rf, settings, proxies, forwarded, expected):
    from mathvidya.audit.callers import CallerMiddleware, caller_address

    settings.NUM_PROXIES = proxies
    request = rf.get("/", headers={"X-Forwarded-For": forwarded} if forwarded else {})
    assert CallerMiddleware(lambda _: caller_address())(request) == expected
    assert caller_address() is None
