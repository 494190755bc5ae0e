"""Typed maths from the room to the result: judged by meaning, and by a teacher where the machine cannot decide."""

import pytest

from evaluations.models import MarkingTask, Script
from exams.models import Attempt
from mathvidya.lib.errors import DomainError
from mathvidya.testing.factories.evaluations import waiting_task
from mathvidya.testing.factories.exams import items_by_name, open_attempt, open_exam, submitted_attempt
from mathvidya.testing.factories.typed_maths import typed_paper
from questions.models import AnswerCase

pytestmark = pytest.mark.django_db


@pytest.fixture
def exam(batch):
    return open_exam(paper_version=typed_paper(), batch=batch, release_rule="on_submit")


@pytest.fixture
def classmate(other_student, batch):
    from learning.classroom.models import BatchMember

    BatchMember.objects.create(batch=batch, student=other_student)
    return other_student


def entry(attempt, name="expand"):
    run = attempt.runs.order_by("-number").first()
    return run.body["items"][str(items_by_name(attempt.paper_version)[name])]


@pytest.mark.parametrize(
    ("text", "verdict", "score"),
    [
        ("x^2 + 2x + 1", "right", "2.00"),
        (r"x^{2}+2x+1", "right", "2.00"),
        ("1 + x(x + 2)", "partly", "1.00"),
        ("x² + 1", "wrong", "0.00"),
        ("   ", "unanswered", "0"),
    ],
)
def test_an_answer_is_judged_at_submit(student, exam, text, verdict, score):
    attempt = submitted_attempt(student=student, exam=exam, answers={"expand": {"text": text}})
    assert (entry(attempt)["verdict"], entry(attempt)["score"]) == (verdict, score)


def test_a_known_mistake_is_named(student, exam):
    attempt = submitted_attempt(student=student, exam=exam, answers={"expand": {"text": "1 + x^2"}})
    assert entry(attempt)["misconception"] == "The middle term was left out."


def test_what_cannot_be_read_goes_to_a_teacher_and_costs_nothing(student, teacher, exam, deliver, api):
    attempt = submitted_attempt(student=student, exam=exam, answers={"expand": {"text": "x^2 + (2x"}})
    assert entry(attempt)["verdict"] == "awaiting"
    assert not attempt.runs.get().is_complete
    deliver()
    task = MarkingTask.objects.get(script__attempt=attempt)
    lease = api(teacher).post("/api/v1/evaluations/claim", {}).json()
    sheet = api(teacher).get(f"/api/v1/evaluations/{lease['id']}").json()
    item = items_by_name(attempt.paper_version)["expand"]
    assert [(question["item"], [step["step"] for step in question["steps"]]) for question in sheet["questions"]] == [
        (item, ["answer"])
    ]
    assert "x^2 + (2x" in sheet["questions"][0]["answer"]
    marks = {"fence": sheet["fence"], "marks": [{"item": item, "step": "answer", "award": "1.5"}]}
    assert api(teacher).put(f"/api/v1/evaluations/{task.pk}/marks", marks).status_code == 200
    assert api(teacher).post(f"/api/v1/evaluations/{task.pk}/submit", {"fence": sheet["fence"]}).status_code == 200
    attempt = Attempt.objects.select_related("published_run", "paper_version").get(pk=attempt.pk)
    assert attempt.published_run.is_complete
    assert (entry(attempt)["verdict"], entry(attempt)["score"]) == ("marked", "1.5")


def test_all_judged_means_no_teacher(student, exam, deliver):
    attempt = submitted_attempt(student=student, exam=exam, answers={"expand": {"text": "x^2+2x+1"}})
    deliver()
    assert not Script.objects.exists()
    assert Attempt.objects.get(pk=attempt.pk).published_run_id


def test_a_dispute_that_is_upheld_counts_for_everyone(student, classmate, teacher, batch, exam, deliver, api):
    answers = {"expand": {"text": "x^2 + 1"}}
    mine = submitted_attempt(student=student, exam=exam, answers=answers)
    theirs = submitted_attempt(student=classmate, exam=exam, answers=answers)
    deliver()
    item = items_by_name(mine.paper_version)["expand"]
    asked = {"reason": "I meant it.", "items": [item]}
    assert api(student).post(f"/api/v1/attempts/{mine.pk}/re-evaluation", asked).status_code == 201
    sheet = api(teacher).post("/api/v1/evaluations/claim", {}).json()
    marks = {"fence": sheet["fence"], "marks": [{"item": item, "step": "answer", "award": "2"}]}
    assert api(teacher).put(f"/api/v1/evaluations/{sheet['id']}/marks", marks).status_code == 200
    assert api(teacher).post(f"/api/v1/evaluations/{sheet['id']}/submit", {"fence": sheet["fence"]}).status_code == 200
    deliver()
    deliver()
    case = AnswerCase.objects.get()
    assert (case.verdict, case.source, case.note) == ("right", "dispute", "I meant it.")
    theirs = Attempt.objects.select_related("published_run", "paper_version").get(pk=theirs.pk)
    assert str(theirs.published_run.score) == "2.00"
    assert theirs.runs.count() == 2
    later = submitted_attempt(
        student=classmate, exam=open_exam(paper_version=mine.paper_version, batch=batch), answers=answers
    )
    assert entry(later)["verdict"] == "right"


def test_a_dispute_says_which_answer(student, exam, deliver, api):
    attempt = submitted_attempt(student=student, exam=exam, answers={"expand": {"text": "x^2 + 1"}})
    deliver()
    answer = api(student).post(f"/api/v1/attempts/{attempt.pk}/re-evaluation", {"reason": "All wrong.", "items": []})
    assert answer.status_code == 400
    assert not Script.objects.exists()


def test_an_answer_is_at_most_a_thousand_characters(student, exam, api):
    attempt = open_attempt(student=student, exam=exam)
    item = items_by_name(attempt.paper_version)["expand"]
    body = {"responses": [{"item": item, "answer": {"text": "x" * 1001}, "client_seq": 1}]}
    assert api(student).post(f"/api/v1/attempts/{attempt.pk}/responses", body).status_code == 400
    assert not attempt.responses.exists()


def test_an_author_s_word_counts_for_everyone(student, teacher, exam, browser, deliver):
    attempt = submitted_attempt(student=student, exam=exam, answers={"expand": {"text": "x^2 + 1"}})
    question = attempt.paper_version.items.get().question_version.question
    page = browser(teacher)
    word = {"answer": "x^2 +  1", "verdict": "right", "note": "As printed in the book."}
    assert page.post(f"/questions/{question.pk}/answers", word).status_code == 302
    deliver()
    assert entry(attempt)["verdict"] == "right"
    assert "As printed in the book." in page.get(f"/questions/{question.pk}").content.decode()
    case = AnswerCase.objects.get()
    assert page.post(f"/questions/{question.pk}/answers/{case.pk}/withdraw").status_code == 302
    assert not AnswerCase.objects.exists()


def test_a_new_key_must_agree_with_kept_examples(teacher, exam):
    from mathvidya.testing.factories.typed_maths import EXPAND
    from questions.actions.cases import decide_answer
    from questions.actions.questions import save_question

    version = exam.papers.get().paper_version.items.get().question_version
    kept = {"version": version, "part": "", "answer": "1+2x+x^2", "verdict": "right"}
    decide_answer(**kept, source="author", note="", by=teacher)
    place = {"ref": version.question.ref, "subject": version.question.subject, "chapter": None, "topic": None}
    asked = {"type": "expression", "marks": "2", "difficulty": 2, "by": teacher}
    with pytest.raises(DomainError, match="not complete"):
        save_question(**place, **asked, spec={**EXPAND, "answer": {"value": "x^2 + 3x + 1"}})
    assert version.question.versions.count() == 1
    save_question(**place, **asked, spec={**EXPAND, "stem": "Expand $(1 + x)^2$."})
    assert [case.answer for case in AnswerCase.objects.order_by("pk")] == ["1+2x+x^2"] * 2


def test_algebra_decides_what_points_leave_open(student, classmate, batch, deliver):
    exam = open_exam(paper_version=typed_paper("power"), batch=batch, release_rule="on_submit")
    attempt = submitted_attempt(student=student, exam=exam, answers={"power": {"text": "2^x = 8"}})
    assert entry(attempt, "power")["verdict"] == "awaiting"
    deliver()
    assert AnswerCase.objects.get().source == "algebra"
    assert entry(attempt, "power")["verdict"] == "right"
    assert Attempt.objects.get(pk=attempt.pk).published_run_id
    assert not Script.objects.exists()
    beside = submitted_attempt(student=classmate, exam=exam, answers={"power": {"text": "2^x  = 8"}})
    assert entry(beside, "power")["verdict"] == "right"


@pytest.mark.parametrize(
    ("text", "working"),
    [
        ("x^2 - 5x + 6 = 0\n\n  (x - 2)(x - 3) = 0\r\nx = 2 or x = 3", 3),
        ("By sight: 2 and 3.", 0),
        ("x = 2\n" * 50, 40),
        ("x = 2\n" + "It follows. " * 100, 2),
    ],
)
def test_a_typed_working_comes_to_the_desk_in_lines(student, teacher, batch, api, text, working):
    waiting_task(student=student, exam=open_exam(batch=batch), answers={"written": {"text": text}})
    task = api(teacher).post("/api/v1/evaluations/claim", {}).json()["id"]
    question = api(teacher).get(f"/api/v1/evaluations/{task}").json()["questions"][0]
    assert len(question["working"]) == working
    assert api(teacher).post("/api/v1/maths/check", {"lines": question["working"]}).status_code == (
        200 if working else 400
    )
