"""The admin's pages of exams open, and change nothing."""

import pytest

from exams.models import Attempt, Exam, ExamPaper, ResultRun, TimeEntry
from mathvidya.testing.factories.exams import open_attempt, open_exam, submitted_attempt

NAMES = ["exam", "exampaper", "attempt", "resultrun", "timeentry"]
MODELS = {"exam": Exam, "exampaper": ExamPaper, "attempt": Attempt, "resultrun": ResultRun, "timeentry": TimeEntry}


@pytest.fixture
def office(browser, api, admin, student, other_student):
    exam = open_exam()
    submitted_attempt(student=student, exam=exam)
    attempt = open_attempt(student=other_student, exam=exam)
    api(admin).post(f"/api/v1/attempts/{attempt.pk}/extra-time", {"minutes": 5, "reason": "=Fire drill"})
    assert all(model.objects.exists() for model in MODELS.values())
    return browser(admin)


@pytest.mark.parametrize("name", NAMES)
def test_the_lists_and_rows_open(office, name):
    row = MODELS[name].objects.first()
    assert office.get(f"/admin/exams/{name}/").status_code == 200
    assert office.get(f"/admin/exams/{name}/?q=x").status_code == 200
    page = office.get(f"/admin/exams/{name}/{row.pk}/change/")
    assert page.status_code == 200
    assert b'name="_save"' not in page.content


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_added_changed_or_deleted(office, name):
    row = MODELS[name].objects.first()
    before = list(MODELS[name].objects.values())
    for what in ("add/", f"{row.pk}/change/", f"{row.pk}/delete/"):
        data = {"title": "other", "reason": "other", "score": "99", "status": "open", "post": "yes"}
        assert office.post(f"/admin/exams/{name}/{what}", data).status_code == 403
    delete = {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"}
    office.post(f"/admin/exams/{name}/", delete)
    assert list(MODELS[name].objects.values()) == before


@pytest.mark.parametrize("who", ["student", "parent", "teacher", "counselor"])
def test_only_administrators_see_it(request, browser, who):
    client = browser(request.getfixturevalue(who))
    for name in NAMES:
        assert client.get(f"/admin/exams/{name}/").status_code in (302, 403, 404)
