"""A teacher over a running exam: extra time, pause, the live table; and the exam's own CRUD."""

from datetime import timedelta

import pytest
from django.utils import timezone

from exams.access.attempts import attempts_managed_by
from exams.access.exams import exams_managed_by
from exams.models import Attempt, Exam, TimeEntry
from learning.classroom.models import Teaching
from mathvidya.audit.models import AuditEntry
from mathvidya.testing.factories.accounts import GuardianshipFactory, UserFactory
from mathvidya.testing.factories.classroom import batch_of
from mathvidya.testing.factories.exams import frozen_paper, open_attempt, open_exam, submitted_attempt

DENIED = pytest.mark.parametrize(
    ("who", "status"),
    [
        ("student", 403),
        ("other_student", 403),
        ("parent", 403),
        ("other_teacher", 404),
        ("counselor", 403),
        (None, 401),
    ],
)


def test_extra_time_moves_the_deadline_and_is_on_record(api, student, teacher, batch):
    attempt = open_attempt(student=student, exam=open_exam(batch=batch))
    url = f"/api/v1/attempts/{attempt.pk}/extra-time"
    body = api(teacher).post(url, {"minutes": 10, "reason": "Fire drill"}).json()
    assert 4190 <= body["remaining_seconds"] <= 4200
    entry = TimeEntry.objects.get()
    assert (entry.kind, entry.seconds, entry.reason, entry.by) == ("extra", 600, "Fire drill", teacher)
    assert AuditEntry.objects.filter(action="attempt.extra", actor_id=teacher.pk).count() == 1


@DENIED
@pytest.mark.parametrize("what", ["extra-time", "pause", "resume"])
def test_nobody_else_touches_the_clock(api, student, parent, batch, request, who, status, what):
    attempt = open_attempt(student=student, exam=open_exam(batch=batch))
    person = request.getfixturevalue(who) if who else None
    answer = api(person).post(f"/api/v1/attempts/{attempt.pk}/{what}", {"minutes": 10, "reason": "x"})
    assert answer.status_code == status
    assert not TimeEntry.objects.exists()


def test_a_teacher_of_the_student_gives_no_time_in_an_exam_of_another_batch(
    api, student, other_teacher, batch, maths_10
):
    other_batch = batch_of("cbse-10", name="X B")
    other_batch.members.create(student=student)
    Teaching.objects.create(teacher=other_teacher, subject=maths_10, batch=other_batch)
    attempt = open_attempt(student=student, exam=open_exam(batch=batch))
    app, address = api(other_teacher), f"/api/v1/attempts/{attempt.pk}"
    assert app.get(address).status_code == 200
    assert app.post(f"{address}/extra-time", {"minutes": 10, "reason": "x"}).status_code == 403
    assert not TimeEntry.objects.exists()


def test_who_is_a_teacher_no_longer_manages_nothing_although_the_teachings_are_still_there(student, teacher, batch):
    """The rule itself is asked: the doors look at the role before it."""
    attempt = open_attempt(student=student, exam=open_exam(batch=batch))
    assert list(exams_managed_by(teacher)) == [attempt.exam]
    assert list(attempts_managed_by(teacher)) == [attempt]
    GuardianshipFactory(child=student, guardian=teacher)
    teacher.role = "parent"
    assert not exams_managed_by(teacher).exists()
    assert not attempts_managed_by(teacher).exists()


def test_an_exam_that_is_not_published_any_more_is_announced_to_nobody(api, teacher, student, batch, deliver):
    exam = open_exam(batch=batch, published_at=None)
    api(teacher).post(f"/api/v1/exams/{exam.pk}/publish")
    Exam.objects.update(published_at=None)
    deliver()
    assert not student.notifications.exists()


def test_a_pause_stops_saves_and_gives_the_time_back(api, student, teacher, batch, sit):
    room = sit()
    deadline = Attempt.objects.get().deadline_at
    assert api(teacher).post(f"{room.url}/pause", {"reason": "Power cut"}).json()["status"] == "paused"
    body = {"responses": [{"item": room.items["single"], "answer": {"option": "a"}, "client_seq": 1}]}
    assert room.client.post(f"{room.url}/responses", body).json()["code"] == "attempt_paused"
    assert room.client.post(f"{room.url}/submit").json()["code"] == "attempt_paused"
    TimeEntry.objects.update(at=timezone.now() - timedelta(minutes=5))
    assert api(teacher).post(f"{room.url}/resume").json()["status"] == "open"
    gained = Attempt.objects.get().deadline_at - deadline
    assert timedelta(minutes=5) <= gained < timedelta(minutes=5, seconds=30)
    assert room.client.post(f"{room.url}/responses", body).status_code == 200
    assert api(teacher).post(f"{room.url}/resume").json()["code"] == "attempt_not_paused"


def test_a_closed_attempt_gets_no_time(api, student, teacher, batch):
    attempt = submitted_attempt(student=student, exam=open_exam(batch=batch))
    answer = api(teacher).post(f"/api/v1/attempts/{attempt.pk}/extra-time", {"minutes": 10, "reason": "x"})
    assert (answer.status_code, answer.json()["code"]) == (409, "attempt_closed")


def test_the_live_table_costs_the_same_for_any_class(api, teacher, student, batch, queries_of):
    exam = open_exam(batch=batch)
    open_attempt(student=student, exam=exam)
    client, url = api(teacher), f"/api/v1/exams/{exam.pk}/live"
    client.get(url)
    few = queries_of(lambda: client.get(url))
    for _ in range(5):
        person = UserFactory()
        batch.members.create(student=person)
        submitted_attempt(student=person, exam=exam)
    assert queries_of(lambda: client.get(url)) == few
    rows = client.get(url).json()["attempts"]
    assert [row["status"] for row in rows] == ["open"] + ["submitted"] * 5
    assert (rows[0]["answered"], rows[1]["answered"], rows[1]["remaining_seconds"]) == (0, 8, None)


def exam_body(version, batch, **more):
    now = timezone.now()
    return {
        "title": "Unit test",
        "subject": version.paper.subject.code,
        "opens_at": now.isoformat(),
        "closes_at": (now + timedelta(hours=3)).isoformat(),
        "batches": [batch.pk],
        "papers": [{"paper": version.paper.ref}],
        **more,
    }


def test_a_teacher_sets_publishes_changes_and_deletes_an_exam(api, teacher, student, batch, deliver):
    client, body = api(teacher), exam_body(frozen_paper(), batch)
    made = client.post("/api/v1/exams", body)
    assert made.status_code == 201, made.json()
    url = f"/api/v1/exams/{made.json()['id']}"
    assert api(student).get(url).status_code == 404
    assert client.post(f"{url}/publish").json()["is_published"] is True
    assert api(student).get(url).status_code == 200
    deliver()
    assert student.notifications.filter(kind="exam_scheduled").count() == 1
    assert client.put(url, {**body, "title": "Unit test 2"}).json()["title"] == "Unit test 2"
    open_attempt(student=student, exam=Exam.objects.get())
    later = {**body, "papers": [{"paper": body["papers"][0]["paper"], "duration_minutes": 5}]}
    assert client.put(url, later).json()["code"] == "exam_in_use"
    assert client.delete(url).status_code == 409
    Attempt.objects.all().delete()
    assert client.delete(url).status_code == 204


@DENIED
def test_nobody_else_sets_exams(api, teacher, student, parent, batch, request, who, status):
    person = request.getfixturevalue(who) if who else None
    answer = api(person).post("/api/v1/exams", exam_body(frozen_paper(), batch))
    assert answer.status_code in (status, 400 if who == "other_teacher" else status)
    assert not Exam.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [{"closes_at": "2020-01-01T00:00:00Z"}, {"release_rule": "at"}, {"papers": []}, {"title": ""}, {"surprise": 1},
     {"papers": [{"paper": "no-such-paper"}]}, {"attempts_allowed": 0}],
)  # fmt: skip
def test_a_bad_exam_is_refused_by_field(api, teacher, batch, wrong):
    answer = api(teacher).post("/api/v1/exams", exam_body(frozen_paper(), batch, **wrong))
    assert answer.status_code == 400
    assert answer.json()["errors"]
    assert not Exam.objects.exists()


PAGES = ("/exams", "/exams/{exam}", "/attempts/{open}/room", "/attempts/{done}", "/attempts/{done}/result", "/results")


@pytest.mark.parametrize("page", PAGES)
def test_the_students_pages_open(browser, student, batch, page):
    exam = open_exam(batch=batch, attempts_allowed=2, paper_version=frozen_paper())
    test = open_exam(batch=batch, paper_version=frozen_paper(ref="o", names=("single", "numeric", "case")))
    done = submitted_attempt(
        student=student, exam=open_exam(paper_version=frozen_paper(ref="p", names=("single", "text")))
    )
    running = open_attempt(student=student, exam=test)
    answer = browser(student).get(page.format(exam=exam.pk, open=running.pk, done=done.pk))
    assert answer.status_code == 200, answer.content[:500]
    assert b"Traceback" not in answer.content


@pytest.mark.parametrize("page", ["/exams/manage", "/exams/manage/new", "/exams/manage/{exam}",
                                  "/exams/manage/{exam}/edit",
                                  "/exams/manage/{exam}/papers/{paper}/key", "/attempts/{done}/result"])  # fmt: skip
@pytest.mark.parametrize(("who", "status"), [("teacher", 200), ("student", 404), ("other_teacher", 404)])
def test_the_teachers_pages_open_for_teachers(
    browser, student, teacher, other_teacher, batch, request, page, who, status
):
    exam = open_exam(batch=batch)
    done = submitted_attempt(student=student, exam=exam)
    url = page.format(exam=exam.pk, paper=exam.papers.get().pk, done=done.pk)
    answer = browser(request.getfixturevalue(who)).get(url)
    allowed = 200 if who == "other_teacher" and page in ("/exams/manage", "/exams/manage/new") else status
    assert answer.status_code == allowed
