"""Marks, drawings, pages sent back, and submitting the script."""

import pytest

from evaluations.models import Annotation, Mark, MarkingTask, Page, PageView
from exams.models import Attempt, ResultRun
from mathvidya.notifications.models import Notification
from mathvidya.testing.factories.evaluations import declaration, photograph, ready_page, send_page

pytestmark = pytest.mark.django_db


def put(desk, marks, fence=None):
    return desk.client.put(f"{desk.url}/marks", {"fence": desk.fence if fence is None else fence, "marks": marks})


def finish(desk):
    put(desk, desk.marks)
    desk.client.post(f"{desk.url}/page-seen", {"fence": desk.fence, "page": desk.page})
    return desk.client.post(f"{desk.url}/submit", {"fence": desk.fence})


def test_marks_are_added_never_changed(desk):
    first = desk.marks[0]
    assert put(desk, [first]).status_code == 200
    assert put(desk, [first]).status_code == 200
    assert Mark.objects.count() == 1
    answer = put(desk, [{**first, "award": "0.5", "error_tag": "sign", "comment": "Look at the sign."}])
    assert [mark["award"] for mark in answer.json()["marks"]] == ["0.5"]
    old, new = Mark.objects.order_by("pk")
    assert (old.award, new.supersedes) == (1, old)


@pytest.mark.parametrize("award", ["-1", "1_0", "١", "0.25", "1.5", "1e0", " 1", "1.000", "", 1, None, True, "NaN"])
def test_what_is_no_award_is_refused(desk, award):
    answer = put(desk, [desk.marks[1], {**desk.marks[0], "award": award}])
    assert (answer.status_code, answer.json()["code"]) == (400, "marks_invalid")
    assert list(answer.json()["errors"]) == ["marks.1"]
    assert not Mark.objects.exists()


@pytest.mark.parametrize(
    "change",
    [
        {"item": 999999},
        {"step": "s9"},
        {"page": 999999},
        {"x": 1.5},
        {"comment": "x" * 501},
        {"error_tag": "laziness"},
        {"score": "3"},
        {"follows_from": {"item": 1, "step": "s1"}},
        {"not_attempted": "yes"},
    ],
)
def test_what_is_no_mark_is_refused(desk, change):
    assert put(desk, [{**desk.marks[0], **change}]).status_code == 400
    assert not Mark.objects.exists()


def test_a_mark_can_follow_from_an_earlier_error(desk):
    source, later = desk.marks[0], desk.marks[1]
    put(desk, [{**source, "award": "0", "error_tag": "calculation"}])
    put(desk, [{**later, "follows_from": {"item": source["item"], "step": source["step"]}}])
    assert Mark.objects.get(step=later["step"], item=later["item"]).follows_from.award == 0


def test_an_old_fence_writes_nothing(desk):
    for method, path, more in (
        ("put", "marks", {"marks": desk.marks}),
        ("put", "annotations", {"page": desk.page, "annotations": []}),
        ("post", "page-seen", {"page": desk.page}),
        ("post", "bounce-page", {"page": desk.page, "reason": "Blurred"}),
        ("post", "submit", {}),
        ("post", "heartbeat", {}),
    ):
        answer = getattr(desk.client, method)(f"{desk.url}/{path}", {"fence": desk.fence - 1, **more})
        assert (answer.status_code, answer.json()["code"]) == (409, "lease_lost"), path
    assert not Mark.objects.exists()
    assert not PageView.objects.exists()
    assert Page.objects.get().bounced_at is None


def test_strangers_write_nothing(api, desk, student, parent, other_teacher, counselor, admin):
    body = {"fence": desk.fence, "marks": desk.marks}
    for person in (student, parent, other_teacher, counselor):
        assert api(person).put(f"{desk.url}/marks", body).status_code == 404
        assert api(person).post(f"{desk.url}/submit", body).status_code == 404
    assert api(admin).put(f"{desk.url}/marks", body).status_code == 400
    assert api(admin).put(f"{desk.url}/marks", {**body, "reason": "Hurry"}).status_code == 409
    assert not Mark.objects.exists()


def test_drawings_of_a_page_are_replaced_as_a_whole(desk):
    tick = {"client_id": "a", "kind": "tick", "shape": {"x": 0.5, "y": 0.25}}
    pen = {"client_id": "b", "kind": "pen", "shape": {"points": [[0, 0], [1, 1, 0.5]], "evil": "<svg>"}}
    body = {"fence": desk.fence, "page": desk.page}
    assert desk.client.put(f"{desk.url}/annotations", {**body, "annotations": [tick, pen]}).status_code == 200
    assert Annotation.objects.count() == 2
    assert "evil" not in Annotation.objects.get(client_id="b").shape
    desk.client.put(f"{desk.url}/annotations", {**body, "annotations": [tick]})
    assert [drawn.client_id for drawn in Annotation.objects.all()] == ["a"]


@pytest.mark.parametrize(
    "drawing",
    [
        {"kind": "tick", "shape": {"x": 2, "y": 0}},
        {"kind": "tick", "shape": {"x": True, "y": 0}},
        {"kind": "stamp", "shape": {"x": 0, "y": 0}},
        {"kind": "pen", "shape": {"points": [[0, 0]]}},
        {"kind": "pen", "shape": {"points": [[0, 0], [0, 1]], "colour": "url(#x)"}},
        {"kind": "comment", "shape": {"x": 0, "y": 0, "text": ""}},
        {"kind": "comment", "shape": "text"},
        "tick",
    ],
)
def test_what_is_no_drawing_is_refused(desk, drawing):
    drawn = {"client_id": "a", **drawing} if isinstance(drawing, dict) else drawing
    body = {"fence": desk.fence, "page": desk.page, "annotations": [drawn]}
    assert desk.client.put(f"{desk.url}/annotations", body).status_code == 400
    assert not Annotation.objects.exists()


def test_an_unfinished_script_cannot_be_submitted(desk):
    put(desk, desk.marks[:-1])
    answer = desk.client.post(f"{desk.url}/submit", {"fence": desk.fence})
    assert (answer.status_code, answer.json()["code"]) == (409, "script_unfinished")
    assert answer.json()["unseen_pages"] == [desk.page]
    last = desk.marks[-1]
    assert answer.json()["undecided_steps"] == [{"item": last["item"], "step": last["step"]}]
    assert ResultRun.objects.filter(is_complete=True).count() == 0
    assert MarkingTask.objects.get().state == "claimed"


def test_a_script_waits_for_a_page_that_is_still_prepared(desk):
    """The student holds a receipt for it."""
    late = ready_page(desk.attempt, 2, state="received", image="", thumbnail="")
    put(desk, desk.marks)
    desk.client.post(f"{desk.url}/page-seen", {"fence": desk.fence, "page": desk.page})
    answer = desk.client.post(f"{desk.url}/submit", {"fence": desk.fence})
    assert (answer.status_code, answer.json()["code"]) == (409, "pages_in_preparation")
    assert MarkingTask.objects.get().state == "claimed"
    Page.objects.filter(pk=late.pk).update(state="ready", image="pages/2.jpg")
    assert desk.client.post(f"{desk.url}/submit", {"fence": desk.fence}).json()["unseen_pages"] == [late.pk]


@pytest.mark.parametrize("page", [[], {}, True, 1.5, "1"])
def test_a_page_is_named_by_its_number(desk, page):
    assert put(desk, [{**desk.marks[0], "page": page}]).status_code == 400


def test_submitting_records_and_releases_the_result_once(desk, student, parent, deliver):
    answer = finish(desk)
    assert answer.status_code == 200
    run = Attempt.objects.get().published_run
    assert (run.is_complete, str(run.score)) == (True, answer.json()["score"])
    again = desk.client.post(f"{desk.url}/submit", {"fence": desk.fence})
    assert again.json() == answer.json()
    deliver()
    assert set(Notification.objects.filter(kind="result_published").values_list("user", flat=True)) >= {student.pk}
    assert put(desk, desk.marks).json()["code"] == "lease_lost"


def test_a_bounced_page_is_photographed_again(api, desk, student, deliver):
    body = {"fence": desk.fence, "page": desk.page}
    assert desk.client.post(f"{desk.url}/bounce-page", {**body, "reason": " "}).status_code == 400
    for _ in range(2):
        assert desk.client.post(f"{desk.url}/bounce-page", {**body, "reason": "Cut off"}).status_code == 200
    deliver()
    assert Notification.objects.filter(kind="page_bounced", user=student).count() == 1
    pages = f"/api/v1/attempts/{desk.attempt.pk}/pages"
    assert api(student).get(pages).json()["pages"][0]["bounced"] == "Cut off"
    assert api(student).post(pages, declaration(photograph("sneaked in"))).status_code == 409
    new = send_page(api(student), desk.attempt.pk, photograph("again"), replaces=desk.page)
    deliver()
    shown = desk.client.get(desk.url).json()["pages"]
    assert [(page["id"], page["seen"]) for page in shown] == [(new["page"], False)]


def test_the_sheet_takes_the_same_queries_however_much_is_on_it(desk, queries_of):
    from mathvidya.testing.factories.evaluations import ready_page

    few = queries_of(lambda: desk.client.get(desk.url))
    put(desk, desk.marks)
    for position in range(2, 9):
        ready_page(desk.attempt, position)
    assert queries_of(lambda: desk.client.get(desk.url)) == few


def test_the_sheet_shows_scheme_and_answers(desk):
    sheet = desk.client.get(desk.url).json()
    written = sheet["questions"][0]
    assert "math" in written["stem"]
    assert [step["choices"] for step in written["steps"]] == [["0", "0.5", "1"]] * 3
    assert sheet["holder"] is True
    assert sheet["pages"][0]["image"] == f"/pages/{desk.page}/image"
    case = sheet["questions"][-1]
    assert [part["key"] for part in case["parts"]] == ["iii-a", "iii-b"]
    assert case["steps"][0]["step"] == "iii-a.s1"
