"""GET /dashboard and /home of a student: which attempts and exams are in which list."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from exams.models import Attempt
from insights.tests.test_homes import published
from mathvidya.testing.factories import exams as make

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def version(db):
    return make.frozen_paper(names=("single", "written"))


@pytest.fixture
def home(api, student):
    """Return `home()`: what the app's first screen has."""
    return lambda: api(student).get("/api/v1/dashboard").json()["student"]


def ids(rows):
    return [row["id"] for row in rows]


def linked(page, address):
    """The numbers in the page's links to `address`."""
    return [int(pk) for pk in re.findall(rf'href="{address}/(\d+)', page.content.decode())]


def test_an_exam_that_is_over_is_neither_open_nor_coming(home, version):
    now = timezone.now()
    make.open_exam(paper_version=version, opens_at=now - DAY, closes_at=now - HOUR)
    assert (home()["open_exams"], home()["upcoming"]) == ([], [])


def test_an_exam_that_opens_later_is_coming_and_not_open(home, browser, student, version):
    now = timezone.now()
    later = make.open_exam(paper_version=version, opens_at=now + HOUR, closes_at=now + DAY)
    open_now = make.open_exam(paper_version=version)
    shown = home()
    assert (ids(shown["open_exams"]), ids(shown["upcoming"])) == ([open_now.pk], [later.pk])
    assert linked(browser(student).get("/home"), "/exams") == [open_now.pk, later.pk]


def test_an_exam_that_is_being_sat_is_not_offered_again(home, student, version):
    exam = make.open_exam(paper_version=version, attempts_allowed=2)
    make.open_attempt(student=student, exam=exam)
    assert home()["open_exams"] == []


@pytest.mark.parametrize(("allowed", "is_offered"), [(1, False), (2, True)])
def test_an_exam_is_offered_until_it_was_sat_as_often_as_allowed(home, student, version, allowed, is_offered):
    exam = make.open_exam(paper_version=version, attempts_allowed=allowed)
    make.submitted_attempt(student=student, exam=exam)
    assert bool(home()["open_exams"]) is is_offered


def test_each_exam_is_offered_as_often_as_it_has_papers(home, student, version):
    of_two, of_one = (make.open_exam(paper_version=version, title=title) for title in ("Two papers", "One paper"))
    of_two.papers.create(paper_version=version, position=2, title="Second paper", duration_minutes=60)
    for exam in (of_two, of_one):
        make.submitted_attempt(student=student, exam=exam)
    assert ids(home()["open_exams"]) == [of_two.pk]


def test_attempts_of_others_are_in_no_list(home, other_student, version):
    make.open_attempt(student=other_student, exam=make.open_exam(paper_version=version))
    make.submitted_attempt(student=other_student, exam=make.open_exam(paper_version=version))
    published(other_student, make.open_exam(paper_version=version))
    shown = home()
    assert (shown["running"], shown["waiting"], shown["progress"]["results"]) == ([], [], 0)
    assert len(shown["open_exams"]) == 3


def test_an_attempt_is_running_or_waits_for_its_marks_or_is_a_result(home, browser, student, version):
    running = make.open_attempt(student=student, exam=make.open_exam(paper_version=version))
    waiting = make.submitted_attempt(student=student, exam=make.open_exam(paper_version=version))
    out = published(student, make.open_exam(paper_version=version))
    shown = home()
    assert (ids(shown["running"]), ids(shown["waiting"])) == ([running.pk], [waiting.pk])
    assert shown["progress"]["results"] == 1
    assert linked(browser(student).get("/home"), "/attempts") == [running.pk, waiting.pk, out.pk]


def test_average_and_best_are_of_the_results_that_are_out(home, student):
    version = make.frozen_paper(names=("single",))
    assert (home()["progress"]["average"], home()["progress"]["best"]) == (None, None)
    for answers in (None, {}):
        make.submitted_attempt(student=student, exam=make.open_exam(paper_version=version), answers=answers)
    assert (home()["progress"]["average"], home()["progress"]["best"]) == ("50.0", "100.00")


def test_the_results_that_count_are_the_last_submitted(api, home, student, monkeypatch):
    for room in ("progress", "first_screen"):
        monkeypatch.setattr(f"insights.queries.{room}.MOST_RESULTS", 1)
    version = make.frozen_paper(names=("single",))
    started_first = make.submitted_attempt(student=student, exam=make.open_exam(paper_version=version), answers={})
    make.submitted_attempt(student=student, exam=make.open_exam(paper_version=version))
    Attempt.objects.filter(pk=started_first.pk).update(submitted_at=timezone.now() + HOUR)
    assert (home()["progress"]["results"], home()["progress"]["average"]) == (1, "0.0")
    assert api(student).get("/api/v1/users/progress").json()["average"] == "0.0"
