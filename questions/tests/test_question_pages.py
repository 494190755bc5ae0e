"""The bank's pages: list, editor, preview, history."""

import json

import pytest

from mathvidya.testing.factories.bank import SPECS, question
from questions.models import Question

pytestmark = pytest.mark.django_db


def form(type_="single_choice", **changes):
    marks, spec = SPECS[type_]
    plain = {"subject": "maths-10", "chapter": "", "topic": "", "type": type_, "marks": marks, "difficulty": "2"}
    return {**plain, "source": "", "spec": json.dumps(changes.pop("spec", spec)), **changes}


@pytest.mark.parametrize("type_", SPECS)
def test_a_question_is_written_shown_and_corrected(browser, teacher, type_):
    client = browser(teacher)
    assert client.post("/questions/new", form(type_)).status_code == 302
    made = Question.objects.get()
    for page in (f"/questions/{made.pk}", f"/questions/{made.pk}/edit", f"/questions/{made.pk}/history", "/questions"):
        assert client.get(page).status_code == 200
    spec = {**SPECS[type_][1], "solution": "Differently."}
    client.post(f"/questions/{made.pk}/edit", form(type_, spec=spec))
    assert "Differently." in client.get(f"/questions/{made.pk}/history").content.decode()
    assert made.versions.count() == 2


def test_a_fault_comes_back_with_its_path_and_keeps_what_was_written(browser, teacher):
    spec = {**SPECS["single_choice"][1], "stem": ""}
    answer = browser(teacher).post("/questions/new", form(spec=spec))
    assert answer.status_code == 422
    assert '{"stem": ["This is needed."]}' in answer.content.decode()
    assert not Question.objects.exists()


@pytest.mark.parametrize("hostile", ["[", "[1]", '{"a":' * 50, '{"stem": NaN}', '{"stem": "\\ud800"}'])
def test_hostile_json_is_refused(browser, teacher, hostile):
    assert browser(teacher).post("/questions/new", {**form(), "spec": hostile}).status_code == 422
    assert not Question.objects.exists()


def test_markup_in_a_question_is_shown_as_text(browser, teacher, maths_10):
    evil = '"><svg onload=alert(1)><script>alert(1)</script> ![x](javascript:alert(1)) [y](javascript:alert(1))'
    made = question(maths_10, spec={**SPECS["single_choice"][1], "stem": evil}, source=evil)
    for page in ("/questions", f"/questions/{made.pk}", f"/questions/{made.pk}/edit", f"/questions/{made.pk}/history"):
        text = browser(teacher).get(page).content.decode()
        assert "<svg onload" not in text
        assert "<script>alert" not in text
        assert 'href="javascript' not in text


def test_the_preview_takes_half_a_question(browser, teacher):
    client = browser(teacher)
    send = lambda body: client.post("/questions/preview", body, content_type="application/json")  # noqa: E731
    answer = send({"type": "written", "marks": "5", "spec": {"stem": "Prove $x$", "scheme": []}})
    assert 'data-tex="x"' in answer.content.decode()
    assert "to complete" in answer.content.decode()
    for odd in ({}, {"type": 7, "spec": 7}, {"type": "case_study", "marks": None, "spec": {"parts": 5, "stem": {}}}):
        assert send(odd).status_code == 200


@pytest.mark.parametrize("who", ["student", "parent", "counselor"])
def test_the_bank_does_not_exist_for_others(browser, request, who, maths_10):
    made = question(maths_10)
    client = browser(request.getfixturevalue(who))
    for page in (
        "/questions",
        "/questions/new",
        f"/questions/{made.pk}",
        "/papers",
        "/questions/import",
        "/questions/export",
    ):
        assert client.get(page).status_code == 404


def test_the_list_costs_the_same_for_few_and_many(browser, teacher, maths_10, django_assert_max_num_queries):
    question(maths_10)
    client = browser(teacher)
    client.get("/questions")
    with django_assert_max_num_queries(20) as few:
        client.get("/questions")
    for _ in range(15):
        question(maths_10)
    with django_assert_max_num_queries(len(few)):
        client.get("/questions")
