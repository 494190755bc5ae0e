"""GET /dashboard, /home and /overview of staff: which tasks, exams and people are counted."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import User
from evaluations.models import MarkingTask
from insights.tests.test_homes import published
from mathvidya.lib.process_caches import clear_all
from mathvidya.outbox.models import Delivery, Event
from mathvidya.testing.factories import exams as make
from mathvidya.testing.factories.accounts import UserFactory
from mathvidya.testing.factories.evaluations import waiting_task

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def version(db):
    return make.frozen_paper(names=("single", "written"))


@pytest.fixture
def task(student, version):
    """A script that waits, promised for an hour ago."""
    waiting = waiting_task(student=student, exam=make.open_exam(paper_version=version))
    waiting.due_at = timezone.now() - HOUR
    waiting.save()
    return waiting


def claimed(task, marker):
    MarkingTask.objects.filter(pk=task.pk).update(
        state="claimed", marker=marker, lease_until=timezone.now() + HOUR, claimed_at=timezone.now()
    )


@pytest.fixture
def desk(api, teacher):
    return lambda: api(teacher).get("/api/v1/dashboard").json()["teacher"]


@pytest.fixture
def overview(api, admin):
    return lambda: api(admin).get("/api/v1/dashboard").json()["overview"]


def test_what_is_marked_is_neither_late_nor_promised_for_today(desk, overview, task):
    assert (desk()["late"], desk()["due_today"], overview()["late_tasks"]) == (1, 1, 1)
    MarkingTask.objects.update(state="done")
    assert (desk()["late"], desk()["due_today"], overview()["late_tasks"]) == (0, 0, 0)
    assert (overview()["waiting_tasks"], overview()["oldest_due"]) == (0, None)


def test_a_script_on_a_desk_is_on_that_of_its_marker_only(desk, teacher, other_teacher, task):
    claimed(task, other_teacher)
    assert (desk()["mine"], desk()["waiting"]) == ([], 0)
    claimed(task, teacher)
    assert [row["id"] for row in desk()["mine"]] == [task.pk]


@pytest.mark.parametrize(
    ("opens", "closes", "is_listed"),
    [(-HOUR, HOUR, True), (HOUR, DAY, False), (-9 * DAY, -6 * DAY, True), (-9 * DAY, -8 * DAY, False)],
    ids=["open", "not open yet", "over for six days", "over for eight days"],
)
def test_exams_are_listed_from_their_opening_until_a_week_after_their_close(
    desk, overview, batch, version, opens, closes, is_listed
):
    now = timezone.now()
    make.open_exam(paper_version=version, batch=batch, opens_at=now + opens, closes_at=now + closes)
    assert (len(desk()["running_exams"]), len(overview()["open_exams"])) == (is_listed, is_listed)


def test_an_exam_that_is_not_published_is_not_among_those_that_run(desk, overview, batch, version):
    make.open_exam(paper_version=version, batch=batch, published_at=None)
    assert (desk()["running_exams"], overview()["open_exams"]) == ([], [])


def test_each_exam_says_how_many_write_and_how_many_results_are_out(browser, teacher, student, other_student, version):
    exam = make.open_exam(paper_version=version)
    make.open_exam(paper_version=version, title="Nobody came")
    published(student, exam)
    make.submitted_attempt(student=other_student, exam=exam)
    make.open_attempt(student=UserFactory(), exam=exam)
    page = browser(teacher).get("/home").content.decode()
    assert re.findall(r"\d writing|\d of \d results out|nothing submitted yet", page) == [
        "1 writing",
        "1 of 2 results out",
        "nothing submitted yet",
    ]


def test_people_who_are_not_active_are_not_counted(overview, student, pending_student):
    assert overview()["awaiting_consent"] == 1
    clear_all()  # how many people there are is counted once a minute
    User.objects.filter(pk=pending_student.pk).update(is_active=False)
    assert (overview()["people"]["Student"], overview()["awaiting_consent"]) == (1, 0)


def test_attempts_that_are_submitted_are_not_running(overview, student, version):
    make.submitted_attempt(student=student, exam=make.open_exam(paper_version=version))
    assert overview()["running_attempts"] == 0
    make.open_attempt(student=student, exam=make.open_exam(paper_version=version))
    assert overview()["running_attempts"] == 1


def test_only_deliveries_that_were_given_up_are_work_given_up(browser, admin):
    delivery = Delivery.objects.create(event=Event.objects.create(name="test", payload={}), handler="some.handler")
    assert "was given up" not in browser(admin).get("/overview").content.decode()
    Delivery.objects.filter(pk=delivery.pk).update(parked_at=timezone.now(), next_try_at=None)
    assert "1 piece of work was given up" in browser(admin).get("/overview").content.decode()
