"""Tables of people in the administration: what goes in is on record and ends sign-ins, what goes out leaves a trace."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.choices import Role
from mathvidya.audit.models import AuditEntry

PEOPLE = "/admin/accounts/user"


def take(client, *lines):
    """Upload a table and confirm what the page shows. Returns the answer, or the page with what is wrong."""
    table = "\n".join(["email,first_name,role", *lines]).encode()
    shown = client.post(f"{PEOPLE}/import/", {"format": "0", "import_file": SimpleUploadedFile("people.csv", table)})
    assert shown.status_code == 200
    form = shown.context.get("confirm_form")
    return shown if form is None else client.post(f"{PEOPLE}/process_import/", form.initial)


def test_a_role_that_a_table_changes_is_on_record_and_ends_the_sign_ins(browser, api, admin, teacher):
    app = api(teacher)
    assert app.get("/api/v1/auth/me").status_code == 200
    assert take(browser(admin), f"{teacher.email},Nila,counselor").status_code == 302
    teacher.refresh_from_db()
    assert teacher.role == Role.COUNSELOR
    assert app.get("/api/v1/auth/me").status_code == 401
    entry = AuditEntry.objects.get(action="accounts.person_changed", target_id=str(teacher.pk))
    assert (entry.actor, entry.facts) == (admin, {"fields": ["role"]})


def test_a_table_makes_people_as_the_page_does(browser, admin, django_user_model):
    assert take(browser(admin), "new@example.org,New,parent").status_code == 302
    made = django_user_model.objects.get(email="new@example.org")
    assert not made.has_usable_password()
    assert AuditEntry.objects.get(target_id=str(made.pk)).action == "accounts.person_created"


@pytest.mark.parametrize("role", ["teacher", "parent"])
def test_no_table_takes_an_administrator_s_office_away(browser, admin, role):
    answer = take(browser(admin), f"{admin.email},Devi,{role}")
    assert "office is ended by changing it to another person" in answer.content.decode()
    admin.refresh_from_db()
    assert admin.role == Role.ADMIN
    assert not AuditEntry.objects.filter(action="accounts.person_changed").exists()


def test_a_table_of_people_that_goes_out_is_on_record(browser, admin, student):
    client = browser(admin)
    page = client.get(f"{PEOPLE}/export/")
    fields = {name: "on" for name in page.context["form"].fields if name.startswith("userresource_")}
    answer = client.post(f"{PEOPLE}/export/", {"format": "0", "resource": "0", **fields})
    assert student.email in answer.content.decode()
    entry = AuditEntry.objects.get(action="accounts.people_exported")
    assert (entry.actor, entry.facts) == (admin, {"count": 2})
