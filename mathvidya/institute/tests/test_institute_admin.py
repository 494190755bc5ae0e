"""An administrator sets the institute's hours; everybody counts by them at once."""

from datetime import date

import pytest

from mathvidya.institute.models import Holiday, Institute
from mathvidya.institute.queries import get_calendar, get_institute

FORM = "/admin/institute/institute/1/change/"
VALUES = {
    "name": "Ganita Academy",
    "time_zone": "Asia/Dubai",
    "languages": '["en"]',
    "contact_email": "office@example.org",
    "working_week": '{"1": ["10:00", "14:00"]}',
}


@pytest.fixture
def chief(admin):
    """An administrator with every permission of the admin."""
    admin.is_superuser = True
    admin.save()
    return admin


def test_defaults_hold_before_anyone_saved(db):
    assert get_institute().name == "Mathvidya"
    assert get_calendar().zone.key == "Asia/Kolkata"
    assert not Institute.objects.exists()


def test_the_form_saves_and_is_read_at_once(browser, chief, django_capture_on_commit_callbacks):
    client = browser(chief)
    assert get_institute().name == "Mathvidya"  # remembered
    assert client.get("/admin/institute/institute/", follow=True).status_code == 200
    assert not Institute.objects.exists()
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(FORM, VALUES)
    assert answer.status_code == 302, answer.context["errors"]
    assert get_institute().name == "Ganita Academy"
    assert set(get_calendar().week) == {1}


@pytest.mark.parametrize("field", [{"time_zone": "Asia/Nowhere"}, {"working_week": '{"9": ["10:00", "14:00"]}'}])
def test_nonsense_is_refused(browser, chief, field):
    assert browser(chief).post(FORM, VALUES | field).status_code == 200
    assert not Institute.objects.exists()


def test_holidays_count(browser, chief, django_capture_on_commit_callbacks):
    get_calendar()
    with django_capture_on_commit_callbacks(execute=True):
        answer = browser(chief).post("/admin/institute/holiday/add/", {"date": "2026-01-26", "name": "Republic Day"})
    assert answer.status_code == 302
    assert date(2026, 1, 26) in get_calendar().holidays


def test_strangers_change_nothing(browser, teacher):
    browser(teacher).post("/admin/institute/holiday/add/", {"date": "2026-01-26", "name": "Mine"})
    assert not Holiday.objects.exists()
