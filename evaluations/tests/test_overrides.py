"""An administrator corrects the marks of a finished script: with a reason, on record, as a new result."""

import pytest

from evaluations.models import Mark
from evaluations.rules.awards import plain
from exams.models import Attempt, ResultRun
from mathvidya.audit.models import AuditEntry
from mathvidya.notifications.models import Notification


@pytest.fixture
def done(desk, deliver):
    """`desk` with the script marked in full and its result out."""
    assert desk.client.put(f"{desk.url}/marks", {"fence": desk.fence, "marks": desk.marks}).status_code == 200
    seen = {"fence": desk.fence, "page": desk.page}
    assert desk.client.post(f"{desk.url}/page-seen", seen).status_code == 204
    assert desk.client.post(f"{desk.url}/submit", {"fence": desk.fence}).status_code == 200
    deliver()
    return desk


def correction(desk, award="0"):
    return {"reason": "Read the wrong page", "marks": [{**mark, "award": award} for mark in desk.marks]}


def test_an_override_supersedes_the_mark_and_revises_the_result(done, api, admin, teacher, deliver):
    before = ResultRun.objects.latest("number")
    answer = api(admin).put(f"{done.url}/marks", correction(done))
    assert answer.status_code == 200, answer.content
    changed = list(Mark.objects.filter(superseded_by=None).select_related("supersedes"))
    assert len(changed) == len(done.marks)
    assert {(mark.award, mark.by, mark.supersedes.by) for mark in changed} == {(0, admin, teacher)}
    run = ResultRun.objects.latest("number")
    assert (run.number, run.created_by) == (before.number + 1, admin)
    assert run.score < before.score
    assert Attempt.objects.get(pk=done.attempt.pk).published_run == run
    entry = AuditEntry.objects.get(action="evaluations.marks_overridden")
    assert (entry.actor, entry.reason) == (admin, "Read the wrong page")
    mark = changed[0]
    assert entry.facts["changes"][0] == {
        "item": mark.item_id,
        "step": mark.step,
        "from": plain(mark.supersedes.award),
        "to": "0",
    }
    before = Notification.objects.filter(user=done.attempt.student).count()
    deliver()
    deliver()
    assert Notification.objects.filter(user=done.attempt.student).count() == before + 1


def test_repeating_an_override_adds_nothing(done, api, admin):
    client, body = api(admin), correction(done)
    for _ in range(2):
        assert client.put(f"{done.url}/marks", body).status_code == 200
    assert Mark.objects.filter(by=admin).count() == len(done.marks)
    assert ResultRun.objects.filter(created_by=admin).count() == 1
    assert AuditEntry.objects.filter(action="evaluations.marks_overridden").count() == 1


@pytest.mark.parametrize("reason", [None, "", "   ", "x" * 301, 7])
def test_a_reason_is_needed(done, api, admin, reason):
    answer = api(admin).put(f"{done.url}/marks", {**correction(done), "reason": reason})
    assert (answer.status_code, answer.json()["code"]) == (400, "reason_missing")
    assert not Mark.objects.filter(by=admin).exists()


@pytest.mark.parametrize("award", ["99", "-1", "1_0", "0.25", "١"])
def test_awards_obey_the_same_rules(done, api, admin, award):
    answer = api(admin).put(f"{done.url}/marks", correction(done, award))
    assert (answer.status_code, answer.json()["code"]) == (400, "marks_invalid")
    assert not Mark.objects.filter(by=admin).exists()


def test_a_script_under_way_is_not_overridden(desk, api, admin):
    answer = api(admin).put(f"{desk.url}/marks", correction(desk))
    assert (answer.status_code, answer.json()["code"]) == (409, "script_not_marked")
    assert not Mark.objects.exists()


@pytest.mark.parametrize(
    ("who", "status"),
    [("teacher", 400), ("other_teacher", 404), ("student", 404), ("parent", 404), ("counselor", 404), (None, 401)],
)
def test_nobody_else_overrides(done, api, browser, request, who, status):
    person = request.getfixturevalue(who) if who else None
    assert api(person).put(f"{done.url}/marks", correction(done)).status_code == status
    with_fence = {**correction(done), "fence": done.fence}
    assert api(person).put(f"{done.url}/marks", with_fence).status_code == (409 if who == "teacher" else status)
    page = f"/marking/{done.task.pk}/override"
    assert browser(person).post(page, {"reason": "x"}).status_code in (302, 404)
    assert Mark.objects.filter(supersedes=None).count() == Mark.objects.count()


def test_the_page_changes_only_what_was_changed(done, browser, admin):
    client, page = browser(admin), f"/marking/{done.task.pk}/override"
    assert page.encode() in client.get(f"/attempts/{done.attempt.pk}/marked").content
    form = client.get(page).context["form"]
    data = {name: field.initial for name, field in form.fields.items() if name != "reason"}
    changed = f"{done.marks[0]['item']}-{done.marks[0]['step']}"
    assert client.post(page, {**data, changed: "none", "reason": ""}).status_code == 422
    assert not Mark.objects.filter(by=admin).exists()
    answer = client.post(page, {**data, changed: "none", "reason": "Nothing was written there"})
    assert (answer.status_code, answer.url) == (302, f"/attempts/{done.attempt.pk}/result")
    mark = Mark.objects.get(by=admin)
    assert (mark.award, mark.is_not_attempted, f"{mark.item_id}-{mark.step}") == (0, True, changed)


def test_the_page_is_for_finished_scripts(desk, browser, admin):
    assert browser(admin).get(f"/marking/{desk.task.pk}/override").status_code == 404
