"""Which attempt the addresses /tests/{id} and /exams/{id}/papers/{paper} mean, and which attempts close a key."""

import pytest

from exams.models import Attempt, ExamPaper, Response
from mathvidya.testing.factories.exams import frozen_paper, items_by_name, open_attempt, open_exam, submitted_attempt

pytestmark = pytest.mark.django_db


@pytest.fixture
def paper():
    return frozen_paper(names=("single",))


def answer_of(exam, option="a"):
    item = items_by_name(exam.papers.first().paper_version)["single"]
    return {"responses": [{"item": item, "answer": {"option": option}, "client_seq": 1}]}


def test_a_test_is_answered_in_ones_own_attempt(api, student, other_student, paper):
    exam = open_exam(paper_version=paper, kind="test")
    mine = open_attempt(student=student, exam=exam)
    url = f"/api/v1/tests/{exam.pk}"
    assert api(other_student).get(f"{url}/questions").status_code == 404
    assert api(other_student).post(f"{url}/responses", answer_of(exam)).status_code == 404
    assert api(other_student).post(f"{url}/submit").status_code == 404
    assert not Response.objects.exists()
    mine.refresh_from_db()
    assert mine.status == "open"
    assert api(student).post(f"{url}/responses", answer_of(exam)).status_code == 200
    assert Response.objects.get().attempt_id == mine.pk


def test_an_attempt_of_another_test_is_another_one(api, student, paper):
    first, second = (open_exam(paper_version=paper, kind="test", title=f"Test {n}") for n in (1, 2))
    open_attempt(student=student, exam=first)
    assert api(student).post(f"/api/v1/tests/{second.pk}/responses", answer_of(second)).status_code == 404
    assert not Response.objects.exists()


def test_an_exam_is_not_reached_by_the_doors_of_a_test(api, student, paper):
    exam = open_exam(paper_version=paper, kind="exam")
    open_attempt(student=student, exam=exam)
    url = f"/api/v1/tests/{exam.pk}"
    assert api(student).get(url).status_code == 404
    assert api(student).get(f"{url}/questions").status_code == 404
    assert api(student).get(f"{url}/results").status_code == 404
    assert api(student).post(f"{url}/submit").status_code == 404
    assert api(student).post(f"{url}/start").status_code == 404
    assert Attempt.objects.get().status == "open"


@pytest.mark.parametrize("who", ["parent", "teacher", "admin"])
def test_nobody_but_a_student_has_a_attempt_of_a_test(api, request, student, batch, paper, who):
    exam = open_exam(paper_version=paper, kind="test", batch=batch)
    open_attempt(student=student, exam=exam)
    Attempt.objects.update(student=request.getfixturevalue(who))
    assert api(request.getfixturevalue(who)).get(f"/api/v1/tests/{exam.pk}/questions").status_code == 404


def test_the_newest_attempt_is_meant(api, student, paper):
    exam = open_exam(paper_version=paper, kind="test", attempts_allowed=2)
    old = submitted_attempt(student=student, exam=exam, answers={})
    new = open_attempt(student=student, exam=exam)
    assert api(student).post(f"/api/v1/tests/{exam.pk}/responses", answer_of(exam)).status_code == 200
    assert Response.objects.get().attempt_id == new.pk
    assert not old.responses.exists()


@pytest.mark.parametrize("position", [1, 2])
def test_each_paper_of_an_exam_is_submitted_by_itself(api, student, paper, position):
    exam = open_exam(paper_version=paper)
    ExamPaper.objects.create(exam=exam, paper_version=paper, position=2, title="Paper two", duration_minutes=60)
    url = f"/api/v1/exams/{exam.pk}/papers"
    for one in exam.papers.all():
        assert api(student).post(f"{url}/{one.pk}/start").status_code == 201
    chosen = exam.papers.get(position=position)
    assert api(student).post(f"{url}/{chosen.pk}/submit").status_code == 200
    assert Attempt.objects.get(status="submitted").exam_paper == chosen
    assert Attempt.objects.filter(status="open").count() == 1


def test_a_paper_is_started_in_the_exam_it_belongs_to(api, student, paper):
    one, other = open_exam(paper_version=paper), open_exam(paper_version=paper, title="Another")
    answer = api(student).post(f"/api/v1/exams/{one.pk}/papers/{other.papers.get().pk}/start")
    assert answer.status_code == 404
    assert not Attempt.objects.exists()


def test_a_test_starts_with_its_first_paper(api, student, paper):
    exam = open_exam(paper_version=paper, kind="test")
    ExamPaper.objects.create(exam=exam, paper_version=paper, position=2, title="Paper two", duration_minutes=60)
    api(student).post(f"/api/v1/tests/{exam.pk}/start")
    assert Attempt.objects.get().exam_paper.position == 1


def test_attempts_of_others_and_of_other_papers_do_not_count_as_mine(api, student, other_student, paper):
    """Neither as the open attempt, nor for how often one may start."""
    exam = open_exam(paper_version=paper)
    other = open_exam(paper_version=paper, title="Another")
    theirs = open_attempt(student=other_student, exam=exam)
    elsewhere = open_attempt(student=student, exam=other)
    answer = api(student).post(f"/api/v1/exams/{exam.pk}/papers/{exam.papers.get().pk}/start")
    assert answer.status_code == 201
    assert answer.json()["attempt"]["id"] not in {theirs.pk, elsewhere.pk}
    assert answer.json()["attempt"]["number"] == 1


def key_is_shown(client, attempt):
    """By the API and by the page."""
    item = client.get(f"/api/v1/attempts/{attempt.pk}/result").json()["items"]
    return bool(item) and "key" in item[0]


def test_what_others_sit_closes_no_key(api, browser, student, other_student, batch, paper):
    exam = open_exam(paper_version=paper)
    sat = submitted_attempt(student=student, exam=exam, answers={})
    open_attempt(student=other_student, exam=exam)
    assert key_is_shown(api(student), sat)
    assert browser(student).get(f"/attempts/{sat.pk}/marked").status_code == 200


def test_what_is_over_closes_no_key(api, browser, parent, student, paper):
    exam = open_exam(paper_version=paper, attempts_allowed=2)
    sat = submitted_attempt(student=student, exam=exam, answers={})
    submitted_attempt(student=student, exam=exam, answers={})
    for person in (student, parent):
        assert key_is_shown(api(person), sat)
        assert browser(person).get(f"/attempts/{sat.pk}/marked").status_code == 200


@pytest.mark.parametrize("status", ["open", "paused"])
@pytest.mark.parametrize("who", ["student", "parent"])
def test_what_is_sat_just_now_closes_the_key(api, browser, request, student, parent, paper, who, status):
    person = request.getfixturevalue(who)
    exam = open_exam(paper_version=paper, attempts_allowed=2)
    sat = submitted_attempt(student=student, exam=exam, answers={})
    again = open_attempt(student=student, exam=exam)
    Attempt.objects.filter(pk=again.pk).update(status=status)
    assert not key_is_shown(api(person), sat)
    assert browser(person).get(f"/attempts/{sat.pk}/marked").status_code == 404


def test_another_paper_with_other_questions_closes_no_key(api, browser, student, paper):
    sat = submitted_attempt(student=student, exam=open_exam(paper_version=paper), answers={})
    open_attempt(
        student=student, exam=open_exam(paper_version=frozen_paper(ref="other", names=("truth",)), title="Other")
    )
    assert key_is_shown(api(student), sat)
    assert browser(student).get(f"/attempts/{sat.pk}/marked").status_code == 200
