"""Submitting: once, with a receipt; by the student or by the clock."""

from datetime import timedelta

import pytest
from django.utils import timezone

from exams.actions.attempts import submit_overdue
from exams.choices import AttemptStatus, SubmittedBy
from exams.models import Attempt, Exam, Response, ResultRun
from exams.tasks import submit_overdue_attempts
from mathvidya.outbox.models import Event
from mathvidya.testing.factories.exams import OBJECTIVE, RIGHT, frozen_paper, open_attempt, open_exam, submitted_attempt


def save_all(room):
    rows = [
        {"item": room.items[name], "answer": answer, "client_seq": 1}
        for name, answer in RIGHT.items()
        if name in room.items
    ]
    assert room.client.post(f"{room.url}/responses", {"responses": rows}, format="json").status_code == 200


def submitted_events():
    return Event.objects.filter(name="exams.attempt_submitted").count()


def test_a_submit_scores_and_every_repeat_has_the_same_receipt(sit):
    room = sit()
    save_all(room)
    first = room.client.post(f"{room.url}/submit")
    again = room.client.post(f"{room.url}/submit")
    assert first.status_code == again.status_code == 200
    assert first.json() == again.json()
    assert len(first.json()["receipt"]) == 64
    assert first.json()["submitted_by"] == "student"
    run = ResultRun.objects.get()
    assert (run.score, run.is_complete) == (10, False)
    assert submitted_events() == 1


def test_nothing_can_be_saved_afterwards(sit):
    room = sit()
    room.client.post(f"{room.url}/submit")
    body = {"responses": [{"item": room.items["single"], "answer": {"option": "a"}, "client_seq": 1}]}
    answer = room.client.post(f"{room.url}/responses", body, format="json")
    assert (answer.status_code, answer.json()["code"]) == (409, "attempt_closed")
    assert not Response.objects.exists()


def test_the_same_answers_have_the_same_receipt(student, other_student):
    exam = open_exam()
    one, two = (submitted_attempt(student=person, exam=exam) for person in (student, other_student))
    three = submitted_attempt(student=student, exam=open_exam(paper_version=one.paper_version), answers={})
    assert one.receipt == two.receipt != three.receipt


@pytest.mark.parametrize(
    ("who", "status"),
    [("other_student", 404), ("parent", 403), ("teacher", 403), ("other_teacher", 404), ("admin", 403), (None, 401)],
)
def test_nobody_else_submits(sit, api, request, who, status):
    room = sit()
    person = request.getfixturevalue(who) if who else None
    assert api(person).post(f"{room.url}/submit").status_code == status
    assert Attempt.objects.get().status == AttemptStatus.OPEN


def test_the_clock_submits_what_is_overdue_and_only_once(student, other_student, deliver):
    exam = open_exam()
    late, running = open_attempt(student=student, exam=exam), open_attempt(student=other_student, exam=exam)
    Attempt.objects.filter(pk=late.pk).update(deadline_at=timezone.now() - timedelta(seconds=5))
    assert submit_overdue_attempts() == 1
    assert submit_overdue_attempts() == 0
    late.refresh_from_db()
    running.refresh_from_db()
    assert (late.status, late.submitted_by, late.submitted_at) == ("submitted", SubmittedBy.CLOCK, late.deadline_at)
    assert running.status == AttemptStatus.OPEN
    assert submitted_events() == 1


def test_an_attempt_left_paused_is_submitted_a_day_after_the_close(sit, api, teacher, deliver):
    room = sit(paper_version=frozen_paper(names=OBJECTIVE))
    save_all(room)
    assert api(teacher).post(f"{room.url}/pause", {"reason": "Power cut"}).status_code == 200
    closed_ago = timezone.now() - timedelta(hours=23)
    Attempt.objects.update(deadline_at=closed_ago)
    Exam.objects.update(opens_at=closed_ago - timedelta(hours=3), closes_at=closed_ago)
    assert submit_overdue_attempts() == 0
    assert Attempt.objects.get().status == AttemptStatus.PAUSED
    Exam.objects.update(closes_at=closed_ago - timedelta(hours=2))
    began = timezone.now()
    assert submit_overdue_attempts() == 1
    assert submit_overdue_attempts() == 0
    row = Attempt.objects.get()
    assert (row.status, row.submitted_by) == (AttemptStatus.SUBMITTED, SubmittedBy.CLOCK)
    assert row.submitted_at >= began
    assert ResultRun.objects.get().score > 0
    assert submitted_events() == 1


def test_a_submit_after_the_deadline_is_the_clocks(sit):
    room = sit()
    save_all(room)
    past = timezone.now() - timedelta(seconds=1)
    Attempt.objects.update(deadline_at=past)
    body = room.client.post(f"{room.url}/submit").json()
    assert body["submitted_by"] == "clock"
    assert Attempt.objects.get().submitted_at == past
    assert ResultRun.objects.get().score == 10


def test_an_attempt_that_cannot_be_scored_does_not_hold_up_the_others(student, other_student):
    broken, fine = (
        open_attempt(student=student),
        open_attempt(student=other_student, exam=open_exam(paper_version=frozen_paper(ref="b"))),
    )
    Attempt.objects.update(deadline_at=timezone.now() - timedelta(minutes=1))
    broken.paper_version.keys.all().delete()
    assert submit_overdue() == 1
    fine.refresh_from_db()
    broken.refresh_from_db()
    assert (fine.status, broken.status) == (AttemptStatus.SUBMITTED, AttemptStatus.OPEN)


def test_an_objective_paper_has_its_result_at_once_and_people_get_a_notice(sit, parent, deliver):
    room = sit(paper_version=frozen_paper(names=OBJECTIVE))
    save_all(room)
    room.client.post(f"{room.url}/submit")
    deliver()
    body = room.client.get(f"{room.url}/result").json()
    assert (body["score"], body["max_score"], body["grade"]) == ("8.00", "8.00", "A1")
    from mathvidya.notifications.models import Notification

    assert Notification.objects.filter(kind="result_published").count() == 2
    assert deliver() == 0
