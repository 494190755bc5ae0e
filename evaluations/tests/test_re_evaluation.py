"""Asking for another look."""

from datetime import timedelta

import pytest
from django.utils import timezone

from evaluations.models import MarkingTask, ReEvaluation
from exams.models import Attempt, ResultRun
from learning.classroom.models import Teaching
from mathvidya.notifications.models import Notification
from mathvidya.testing.factories.exams import items_by_name, open_exam, submitted_attempt
from mathvidya.testing.factories.typed_maths import typed_paper

pytestmark = pytest.mark.django_db
BODY = {"reason": "My second root was right."}


@pytest.fixture
def released(desk):
    """`desk` after the teacher has submitted: the result is out."""
    desk.client.put(f"{desk.url}/marks", {"fence": desk.fence, "marks": desk.marks})
    desk.client.post(f"{desk.url}/page-seen", {"fence": desk.fence, "page": desk.page})
    assert desk.client.post(f"{desk.url}/submit", {"fence": desk.fence}).status_code == 200
    desk.ask = f"/api/v1/attempts/{desk.attempt.pk}/re-evaluation"
    return desk


def test_another_teacher_looks_again_and_the_old_result_stays_on_record(
    api, released, student, parent, teacher, other_teacher, maths_10, deliver
):
    answer = api(parent).post(released.ask, {**BODY, "items": [released.marks[0]["item"]]})
    assert answer.status_code == 201
    assert api(student).post(released.ask, BODY).json()["code"] == "re_evaluation_exists"
    assert api(teacher).post("/api/v1/evaluations/claim", {}).json()["code"] == "nothing_waiting"
    Teaching.objects.create(teacher=other_teacher, subject=maths_10)
    client = api(other_teacher)
    lease = client.post("/api/v1/evaluations/claim", {}).json()
    url = f"/api/v1/evaluations/{lease['id']}"
    sheet = client.get(url).json()
    assert {question["item"] for question in sheet["questions"]} == {released.marks[0]["item"]}
    assert sheet["earlier_marks"]
    lower = [{**mark, "award": "0"} for mark in released.marks if mark["item"] == released.marks[0]["item"]]
    other = next(mark for mark in released.marks if mark["item"] != released.marks[0]["item"])
    client.put(f"{url}/marks", {"fence": lease["fence"], "marks": lower})
    refused = client.put(f"{url}/marks", {"fence": lease["fence"], "marks": [other]})
    assert refused.status_code == 400
    client.post(f"{url}/page-seen", {"fence": lease["fence"], "page": released.page})
    before = Attempt.objects.get().published_run
    assert client.post(f"{url}/submit", {"fence": lease["fence"]}).status_code == 200
    deliver()
    after = Attempt.objects.get().published_run
    assert after.pk != before.pk
    assert ResultRun.objects.filter(pk=before.pk).exists()
    notified = Notification.objects.filter(kind="re_evaluation_closed").values_list("user", flat=True)
    assert set(notified) == {student.pk, parent.pk}
    assert ReEvaluation.objects.get().closed_at is not None


def test_who_asks(api, released, other_student, other_parent, teacher, other_teacher, counselor):
    for person, status in (
        (None, 401),
        (other_student, 404),
        (other_parent, 404),
        (other_teacher, 404),
        (counselor, 404),
        (teacher, 403),
    ):
        assert api(person).post(released.ask, BODY).status_code == status
    assert not ReEvaluation.objects.exists()


def test_not_before_the_result_and_not_after_seven_days(api, desk, student):
    ask = f"/api/v1/attempts/{desk.attempt.pk}/re-evaluation"
    assert api(student).post(ask, BODY).json()["code"] == "nothing_to_re_evaluate"
    finished = {"published_at": timezone.now() - timedelta(days=8)}
    Attempt.objects.update(**finished)
    assert api(student).post(ask, BODY).json()["code"] == "re_evaluation_too_late"
    assert not ReEvaluation.objects.exists()


def test_lists_are_ones_own(api, released, student, parent, teacher, other_student, other_teacher):
    api(student).post(released.ask, BODY)
    for person, count in ((student, 1), (parent, 1), (teacher, 1), (other_student, 0), (other_teacher, 0)):
        assert len(api(person).get("/api/v1/re-evaluations").json()["results"]) == count
    assert MarkingTask.objects.filter(purpose="re_evaluation").count() == 1


def test_only_questions_a_teacher_marked(api, released, student):
    answer = api(student).post(released.ask, {**BODY, "items": [999999]})
    assert answer.json()["code"] == "re_evaluation_invalid"
    assert not ReEvaluation.objects.exists()


@pytest.fixture
def misread(student, batch, deliver):
    """A released attempt of `student` that the machine alone judged, with one answer wrong; and the item's id."""
    exam = open_exam(paper_version=typed_paper("expand", "length"), batch=batch, release_rule="on_submit")
    answers = {"expand": {"text": "x^2 + 1"}, "length": {"text": "12 m"}}
    attempt = submitted_attempt(student=student, exam=exam, answers=answers)
    deliver()
    return attempt, items_by_name(attempt.paper_version)["expand"]


def test_a_dispute_begins_beside_the_answer(browser, student, parent, teacher, misread):
    attempt, item = misread
    for person, offered in ((student, True), (parent, True), (teacher, False)):
        page = browser(person).get(f"/attempts/{attempt.pk}/result").content.decode()
        assert page.count(f'data-meant="{item}"') == page.count("data-meant") == 1
        form = browser(person).get(f"/attempts/{attempt.pk}/marked").content.decode()
        assert (f'name="items" value="{item}"' in form) is offered


def test_what_the_student_meant_reaches_the_desk(browser, api, student, teacher, misread):
    attempt, item = misread
    asked = {"reason": "Question 1: I meant the square of x + 1.", "items": [item]}
    page = browser(student).post(f"/attempts/{attempt.pk}/ask-again", asked)
    assert asked["reason"] in page.content.decode()
    task = api(teacher).post("/api/v1/evaluations/claim", {}).json()["id"]
    sheet = api(teacher).get(f"/api/v1/evaluations/{task}").json()
    assert ([question["item"] for question in sheet["questions"]], sheet["request"]) == ([item], asked["reason"])


@pytest.mark.parametrize("items", [[], ["999999"], ["x"]])
def test_where_the_machine_judged_all_one_says_what_is_meant(browser, student, misread, items):
    attempt, _item = misread
    page = browser(student).post(f"/attempts/{attempt.pk}/ask-again", {"reason": "All of it.", "items": items})
    assert "errorlist" in page.content.decode()
    assert not ReEvaluation.objects.exists()


def test_where_a_teacher_marked_one_need_not_choose(browser, released, student):
    page = browser(student).post(f"/attempts/{released.attempt.pk}/ask-again", BODY)
    assert BODY["reason"] in page.content.decode()
    assert ReEvaluation.objects.get().items == []


def test_after_a_week_there_is_no_form(browser, student, misread):
    attempt, item = misread
    Attempt.objects.update(published_at=timezone.now() - timedelta(days=8))
    assert "<form" not in browser(student).get(f"/attempts/{attempt.pk}/marked").content.decode()
    late = browser(student).post(f"/attempts/{attempt.pk}/ask-again", {**BODY, "items": [item]})
    assert "within seven days" in late.content.decode()
    assert not ReEvaluation.objects.exists()
