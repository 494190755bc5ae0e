"""GET /users/progress, /users/analytics, /users/attempts, /students/{id}/progress: whose, and how it is counted."""

from decimal import Decimal

from django.db import connection
from django.test.utils import CaptureQueriesContext

from insights.rules import Earned, sum_by_chapter
from insights.tests.test_homes import published
from learning.curriculum.models import Chapter, Unit
from mathvidya.testing.factories import exams as make
from mathvidya.testing.factories.accounts import GuardianshipFactory, UserFactory
from questions.models import Question


def put_into_a_chapter(version):
    """All questions of the paper into one chapter of its subject."""
    unit = Unit.objects.create(subject=version.paper.subject, number=1, name="Algebra", marks=20)
    chapter = Chapter.objects.create(unit=unit, code="maths-10.4", number=4, name="Quadratic Equations")
    Question.objects.update(chapter=chapter)
    return chapter


def test_marks_are_counted_by_chapter_once_a_result_is_out(api, student):
    version = make.frozen_paper()
    chapter = put_into_a_chapter(version)
    assert api(student).get("/api/v1/users/progress").json()["chapters"] == []
    attempt = published(student, make.open_exam(paper_version=version))
    progress = api(student).get("/api/v1/users/progress").json()
    run = attempt.runs.first()
    assert progress["chapters"] == [
        {
            "code": chapter.code,
            "name": chapter.name,
            "won": str(run.score),
            "of": str(run.max_score),
            "percentage": progress["chapters"][0]["percentage"],
        }
    ]
    assert Decimal(progress["average"]).quantize(Decimal(1)) == run.percentage.quantize(Decimal(1))


def test_the_first_screen_keeps_a_result_and_follows_its_questions_to_another_chapter(api, student, monkeypatch):
    version = make.frozen_paper()
    chapter = put_into_a_chapter(version)
    run = published(student, make.open_exam(paper_version=version)).runs.first()

    def chapters():
        rows = api(student).get("/api/v1/dashboard").json()["student"]["progress"]["chapters"]
        return [(row["code"], row["won"], row["of"]) for row in rows]

    assert chapters() == [(chapter.code, str(run.score), str(run.max_score))]
    with CaptureQueriesContext(connection) as again:
        assert chapters() == [(chapter.code, str(run.score), str(run.max_score))]
    assert not [query["sql"] for query in again if "body" in query["sql"]]

    other = Chapter.objects.create(unit=chapter.unit, code="maths-10.5", number=5, name="Arithmetic Progressions")
    Question.objects.update(chapter=other)
    assert chapters()[0][0] == chapter.code
    monkeypatch.setattr("insights.queries.chapters.CHAPTERS_KEPT_FOR", 0.0)
    assert chapters() == [(other.code, str(run.score), str(run.max_score))]


def test_analytics_have_each_result(api, student):
    attempt = published(student)
    [outcome] = api(student).get("/api/v1/users/analytics").json()["outcomes"]
    assert (outcome["attempt_id"], outcome["title"]) == (attempt.pk, attempt.exam.title)


def test_attempts_are_listed_newest_first(api, student):
    version = make.frozen_paper()
    first = published(student, make.open_exam(paper_version=version))
    second = make.open_attempt(student=student, exam=make.open_exam(paper_version=version, title="Second"))
    rows = api(student).get("/api/v1/users/attempts").json()["results"]
    assert [(row["id"], row["has_result"]) for row in rows] == [(second.pk, False), (first.pk, True)]


def test_a_parent_reads_the_linked_child_only(api, parent, other_parent, student, other_student):
    published(student)
    assert api(parent).get("/api/v1/users/progress").json()["results"] == 1
    assert api(parent).get(f"/api/v1/users/progress?student={student.pk}").json()["results"] == 1
    assert api(parent).get(f"/api/v1/students/{student.pk}/progress").status_code == 200
    assert api(parent).get(f"/api/v1/users/progress?student={other_student.pk}").status_code == 404
    assert api(other_parent).get(f"/api/v1/users/attempts?student={student.pk}").status_code == 404


def test_others_learn_nothing(api, student, other_student, teacher, other_teacher, counselor, admin):
    path = f"/api/v1/students/{student.pk}/progress"
    assert [api(person).get(path).status_code for person in (teacher, admin)] == [200, 200]
    assert [api(person).get(path).status_code for person in (other_student, other_teacher)] == [404, 404]
    assert api().get(path).status_code == 401


def test_a_parent_of_two_is_asked_which_child_is_meant(api, parent, other_parent):
    sister = UserFactory(first_name="Zoya")
    GuardianshipFactory(child=sister, guardian=parent)
    asked = api(parent).get("/api/v1/users/progress")
    assert (asked.status_code, asked.json()["detail"]) == (404, "Name one student.")
    assert api(parent).get(f"/api/v1/users/progress?student={sister.pk}").status_code == 200
    of_none = api(other_parent).get("/api/v1/users/progress")
    assert of_none.status_code == 404
    assert "Name one" not in of_none.json()["detail"]


def test_a_student_reads_the_own_progress_and_needs_no_number(api, student, other_student):
    published(student)
    assert api(student).get("/api/v1/users/progress").json()["results"] == 1
    assert api(student).get(f"/api/v1/students/{student.pk}/progress").json()["results"] == 1
    assert api(student).get(f"/api/v1/users/progress?student={other_student.pk}").status_code == 404


def test_a_number_that_is_none_names_nobody(api, parent):
    for text in ("x", "-1", "9" * 40, ""):
        assert api(parent).get(f"/api/v1/users/progress?student={text}").status_code == 404


def test_chapters_stand_in_the_order_of_the_syllabus():
    rows = [Earned(f"maths-10.{number}", "", Decimal(1), Decimal(2)) for number in (10, 9, 10)]
    assert [(row.code, row.won, row.is_weak) for row in sum_by_chapter(rows)] == [
        ("maths-10.9", Decimal(1), False),
        ("maths-10.10", Decimal(2), True),
    ]


def test_the_progress_page_says_when_there_is_nothing_yet(browser, student):
    page = browser(student).get(f"/students/{student.pk}/progress").content.decode()
    assert "No result is out yet" in page
    published(student)
    assert "Chapters" in browser(student).get(f"/students/{student.pk}/progress").content.decode()
