"""A question type of an app above questions goes the whole way, and no file of the product knows of it."""

import json

import pytest
from django.apps import AppConfig
from django.contrib.staticfiles import finders

from exams.models import PaperVersion
from mathvidya.lib.registry import Registry
from mathvidya.testing.factories.bank import item
from mathvidya.testing.factories.exams import open_exam
from questions.models import Question
from questions.types import check_answer, corrected, find_type, grade, registry
from tests.proof_app.in_order.sample import SAMPLE

pytestmark = pytest.mark.django_db
PARTLY = {"order": ["a", "c", "b"]}


@pytest.fixture(autouse=True)
def proof_app(monkeypatch, own_document):
    """The app is ready for the time of a test, as if it were in INSTALLED_APPS."""
    known = Registry("question type")
    for code, type_ in registry.TYPES.items():
        known.register(code, type_)
    monkeypatch.setattr(registry, "TYPES", known)
    AppConfig.create("tests.proof_app").ready()


def authored(client, spec=SAMPLE.spec, marks="3", type_="in_order"):
    plain = {"subject": "maths-10", "chapter": "", "topic": "", "difficulty": "2", "source": ""}
    answer = client.post("/questions/new", {**plain, "type": type_, "marks": marks, "spec": json.dumps(spec)})
    assert answer.status_code == 302, answer.context["form"].spec_errors
    return Question.objects.latest("pk")


def brought_back(client, author, question):
    """The question goes out as a file, is deleted, and comes back with a frozen paper that holds it."""
    document = client.get("/api/v1/questions/export?type=in_order").json()
    assert [row["spec"] for row in document["questions"]] == [SAMPLE.spec]
    assert author.post(f"/questions/{question.pk}/delete").status_code == 302
    place = {"question": question.ref, "label": "1", "marks": "3", "negative_marks": "1"}
    paper = {
        "ref": "proofs", "title": "Proofs", "subject": "maths-10", "duration_minutes": 30, "instructions": "",
        "sections": [{"key": "A", "title": "Section A", "items": [place]}],
    }  # fmt: skip
    report = client.post("/api/v1/questions/import", {**document, "papers": [paper]}, format="json").json()
    assert [line["outcome"] for line in report["lines"]] == ["new", "new"], report
    return PaperVersion.objects.exclude(frozen_at=None).get(paper__ref="proofs")


def sat(client, exam, answer):
    """(attempt, item) of an attempt over HTTP, submitted."""
    body = client.post(f"/api/v1/exams/{exam.pk}/papers/{exam.papers.get().pk}/start").json()
    attempt, [item] = body["attempt"]["id"], body["paper"]["sections"][0]["items"]
    assert item["type"] == "in_order"
    assert item["spec"] == {"stem": SAMPLE.spec["stem"], "lines": SAMPLE.spec["lines"]}
    responses = [{"item": item["id"], "answer": answer, "client_seq": 1}]
    saved = client.post(f"/api/v1/attempts/{attempt}/responses", {"responses": responses}, format="json")
    assert saved.status_code == 200, saved.json()
    return attempt, item["id"]


def test_a_type_of_an_app_above_goes_the_whole_way(api, browser, teacher, student, batch, maths_10):
    # It is offered, with its fields; authored, previewed, found, shown with its key.
    author = browser(teacher)
    page = author.get("/questions/new").content.decode()
    assert "Lines in order" in page
    assert "Lines, one a line, in the right order" in page
    assert "js/question_types/in_order/editor.js" in page
    question = authored(author)
    assert "Let" in question.current.text
    for address in (f"/questions/{question.pk}", f"/questions/{question.pk}/history", "/questions?type=in_order"):
        assert "Put the proof in order." in author.get(address).content.decode()
    assert "b c a" in author.get(f"/questions/{question.pk}").content.decode()
    refused = api(teacher).post("/api/v1/questions", {
        "ref": "bad", "subject": "maths-10", "type": "in_order", "marks": "3",
        "spec": {**SAMPLE.spec, "answer": {"order": ["b"]}},
    }, format="json")  # fmt: skip
    assert refused.json()["errors"] == {"spec.answer": ["The key names every line once."]}

    # Exported, taken away, imported again with a paper that holds it.
    version = brought_back(api(teacher), author, question)

    # Sat in the room and over the API, and scored.
    exam = open_exam(paper_version=version, batch=batch)
    student_api = api(student)
    attempt, item = sat(student_api, exam, PARTLY)
    room = browser(student).get(f"/attempts/{attempt}/room").content.decode()
    assert 'data-module="/static/js/question_types/in_order/room.js"' in room
    assert "Letters in their order" in room
    refused = student_api.post(
        f"/api/v1/attempts/{attempt}/responses",
        {"responses": [{"item": item, "answer": {"order": ["z"]}, "client_seq": 2}]},
        format="json",
    )
    assert refused.status_code == 400
    student_api.post(f"/api/v1/attempts/{attempt}/submit")
    result = student_api.get(f"/api/v1/attempts/{attempt}/result").json()
    assert result["score"] == "1.00"
    [entry] = result["items"]
    assert (entry["answer"], entry["verdict"]) == (PARTLY, "partly")
    assert entry["key"] == SAMPLE.spec["answer"]
    page = browser(student).get(f"/attempts/{attempt}/result").content.decode()
    assert "a c b" in page
    assert "b c a" in page

    # Its key is corrected, with the effect shown first.
    desk = f"/exams/manage/{exam.pk}/papers/{exam.papers.get().pk}/key"
    assert "letters in their order" in author.get(desk).content.decode()
    correction = {"item": str(item), "what": "answer", "answer": "a c b", "reason": "Misprint"}
    [effect] = author.post(desk, correction).context["effects"]
    assert effect.change > 0
    assert author.post(desk, {**correction, "apply": "1"}).status_code == 302
    result = student_api.get(f"/api/v1/attempts/{attempt}/result").json()
    assert result["score"] == "3.00"
    assert result["items"][0]["verdict"] == "right"

    # The paper and its key are printed.
    printed = author.get(f"/papers/{version.paper_id}/v{version.number}/print").content.decode()
    assert "Hence it is even." in printed
    assert "b c a" in author.get(f"/papers/{version.paper_id}/v{version.number}/key").content.decode()


def test_it_may_be_a_part_of_a_case_study(browser, teacher, batch, maths_10):
    part = {"key": "i", "label": "(i)", "type": "in_order", "marks": "3", **SAMPLE.spec}
    truth = {
        "key": "ii",
        "label": "(ii)",
        "type": "true_false",
        "marks": "1",
        "stem": "Odd?",
        "answer": {"value": True},
    }
    question = authored(browser(teacher), {"stem": "A proof.", "parts": [part, truth]}, "4", "case_study")
    assert '"code": "in_order"' in browser(teacher).get(f"/questions/{question.pk}/edit").content.decode()
    assert "Hence it is even." in browser(teacher).get(f"/questions/{question.pk}").content.decode()
    asked = item("case_study", question.current.spec, marks="4")
    outcome = grade(asked, check_answer(asked, {"parts": {"i": SAMPLE.right, "ii": {"value": False}}}))
    assert (outcome.graded.score, outcome.parts["i"]["verdict"]) == (3, "right")
    assert corrected(asked, {"answer": {"parts": {"i": SAMPLE.wrong}}}).parts[0].spec["answer"] == SAMPLE.wrong


def test_its_modules_are_served_from_its_own_folder():
    type_ = find_type("in_order")
    for module in (type_.room_module, type_.editor_module):
        assert "proof_app/in_order/static" in finders.find(module)
