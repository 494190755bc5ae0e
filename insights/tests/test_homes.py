"""GET /dashboard and /home: what each role sees first."""

from datetime import timedelta

import pytest
from django.utils import timezone

from evaluations.models import MarkingTask
from exams.actions.results import record_result, release_if_due
from mathvidya.testing.factories import exams as make
from mathvidya.testing.factories.accounts import GuardianshipFactory, UserFactory


def published(student, exam=None):
    """A submitted attempt with full marks, its result out."""
    attempt = make.submitted_attempt(student=student, exam=exam)
    record_result(attempt=attempt, reason="marked", written=make.full_marks(attempt.paper_version))
    release_if_due(attempt=attempt)
    return attempt


def test_a_student_sees_what_is_open_then_running_then_waiting_then_won(api, student):
    exam = make.open_exam()
    home = api(student).get("/api/v1/dashboard").json()["student"]
    assert [row["id"] for row in home["open_exams"]] == [exam.pk]

    attempt = make.open_attempt(student=student, exam=exam)
    home = api(student).get("/api/v1/dashboard").json()["student"]
    assert ([row["id"] for row in home["running"]], home["open_exams"]) == ([attempt.pk], [])

    api(student).post(f"/api/v1/attempts/{attempt.pk}/submit")
    home = api(student).get("/api/v1/dashboard").json()["student"]
    assert ([row["id"] for row in home["waiting"]], home["running"]) == ([attempt.pk], [])

    record_result(attempt=attempt, reason="marked", written=make.full_marks(attempt.paper_version))
    release_if_due(attempt=attempt)
    home = api(student).get("/api/v1/dashboard").json()["student"]
    assert (home["waiting"], home["progress"]["results"]) == ([], 1)


def test_a_parent_sees_a_card_for_each_linked_child_and_no_other(api, parent, other_parent, student):
    published(student)
    [card] = api(parent).get("/api/v1/dashboard").json()["children"]
    assert (card["child"]["name"], card["progress"]["results"]) == (student.get_full_name(), 1)
    assert api(other_parent).get("/api/v1/dashboard").json()["children"] == []


def test_each_child_has_a_card_of_their_own(api, parent, student, batch):
    sister = UserFactory(first_name="Zoya")
    GuardianshipFactory(child=sister, guardian=parent)
    version = make.frozen_paper()
    tomorrow = timezone.now() + timedelta(days=1)
    for_batch, for_class = (
        make.open_exam(
            paper_version=version, batch=only, opens_at=tomorrow + wait, closes_at=tomorrow + timedelta(days=2)
        )
        for only, wait in ((batch, timedelta(0)), (None, timedelta(hours=1)))
    )
    published(student, make.open_exam(paper_version=version))
    running = make.open_attempt(student=sister, exam=make.open_exam(paper_version=version))
    waiting = make.submitted_attempt(student=sister, exam=make.open_exam(paper_version=version))
    first, second = api(parent).get("/api/v1/dashboard").json()["children"]
    assert (first["child"]["id"], first["next_exam"]["id"]) == (student.pk, for_batch.pk)
    assert (first["progress"]["results"], first["running"], first["waiting"]) == (1, [], [])
    assert (second["child"]["id"], second["next_exam"]["id"]) == (sister.pk, for_class.pk)
    assert second["progress"]["results"] == 0
    assert [row["id"] for row in second["running"]] == [running.pk]
    assert [row["id"] for row in second["waiting"]] == [waiting.pk]


def test_a_parent_is_asked_for_consent_on_the_home_page(browser, pending_student, other_parent):
    from accounts.models import Guardianship

    link = Guardianship.objects.create(
        child=pending_student, guardian_email=other_parent.email, requested_by=pending_student
    )
    page = browser(other_parent).get("/home").content.decode()
    assert f"/consent/{link.pk}" in page


def test_a_teacher_sees_the_queue_of_what_they_teach(api, teacher, other_teacher, student, deliver):
    make.submitted_attempt(student=student)
    deliver()
    assert MarkingTask.objects.count() == 1
    assert api(teacher).get("/api/v1/dashboard").json()["teacher"]["waiting"] == 1
    assert api(other_teacher).get("/api/v1/dashboard").json()["teacher"]["waiting"] == 0


def test_an_administrator_sees_the_institute(api, admin, student, pending_student, deliver):
    make.submitted_attempt(student=student)
    deliver()
    overview = api(admin).get("/api/v1/dashboard").json()["overview"]
    assert (overview["waiting_tasks"], overview["late_tasks"], overview["awaiting_consent"]) == (1, 0, 1)


def test_a_pending_child_sees_nothing_of_it(api, browser, pending_student):
    assert api(pending_student).get("/api/v1/dashboard").json()["code"] == "consent_pending"
    assert browser(pending_student).get("/home").status_code == 302


@pytest.mark.parametrize("role", ["student", "parent", "teacher", "counselor", "admin"])
def test_every_role_has_a_home_page(browser, request, role):
    page = browser(request.getfixturevalue(role)).get("/home", follow=True)
    assert page.status_code == 200
    assert b"<h1" in page.content


def test_only_administrators_see_the_overview(browser, admin, teacher, student):
    assert browser(admin).get("/overview").status_code == 200
    assert browser(teacher).get("/overview").status_code == 404
    assert browser(student).get("/overview").status_code == 404


@pytest.mark.parametrize("role", ["student", "parent", "teacher", "admin"])
def test_query_counts_of_the_home_do_not_grow_with_results(browser, request, queries_of, student, role):
    person = request.getfixturevalue(role)
    version = make.frozen_paper()
    published(student, make.open_exam(paper_version=version))
    page = browser(person)
    page.get("/home", follow=True)  # a read that a process does only once would hide one that grows with the rows
    few = queries_of(lambda: page.get("/home", follow=True))
    for number in range(3):
        published(student, make.open_exam(paper_version=version, title=f"Test {number}"))
    assert queries_of(lambda: page.get("/home", follow=True)) <= few
