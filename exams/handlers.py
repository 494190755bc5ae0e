"""Sends notices about what happened in exams, and hints to open pages."""

from django.urls import reverse

from accounts.access.people import guardians_of
from accounts.events import PersonErased
from exams.access.attempts import get_published_run
from exams.access.exams import get_announced, watch_group
from exams.actions.forgetting import forget_remarks
from exams.choices import EXAM_SCHEDULED, RESULT_PUBLISHED, RESULT_REVISED
from exams.events import AttemptSubmitted, ExamPublished, ResultPublished
from exams.queries.announcements import exam_facts, result_facts
from exams.queries.audience import students_of
from exams.tasks import rescore_answer
from mathvidya.notifications.actions import notify
from mathvidya.outbox.registry import on
from mathvidya.realtime.push import push
from questions.events import AnswerDecided


@on(ExamPublished)
def announce_exam(event: ExamPublished) -> None:
    """Send a notice to the students the exam is meant for."""
    exam = get_announced(event.exam_id)
    if exam is None:
        return
    notify(
        user_ids=students_of(exam).values_list("pk", flat=True),
        kind=EXAM_SCHEDULED,
        facts=exam_facts(exam),
        url=reverse("exam_detail", args=[exam.pk]),
        key=f"exam:{exam.pk}",
    )


@on(ResultPublished)
def notify_of_result(event: ResultPublished) -> None:
    """Send a notice of a result to the student and the guardians; a revised result is announced as revised."""
    run = get_published_run(event.run_id)
    if run is None:
        return
    attempt = run.attempt
    kind = RESULT_REVISED if event.is_revision else RESULT_PUBLISHED
    facts, url, key = result_facts(run), reverse("result_detail", args=[attempt.pk]), f"result:{run.pk}"
    notify(user_ids=[attempt.student_id], kind=kind, facts=facts, url=url, key=key)
    guardians = guardians_of(attempt.student).values_list("pk", flat=True)
    facts = {**facts, "student": attempt.student.get_short_name()}
    notify(user_ids=guardians, kind=kind, facts=facts, url=url, key=key, about=attempt.student_id)


@on(AttemptSubmitted, in_order=False)
def notify_watchers(event: AttemptSubmitted) -> None:
    """Send a hint to open tables of attempts, which then ask again."""
    push(watch_group(event.exam_id), "tick", {"attempt": event.attempt_id})


@on(PersonErased)
def forget_person_in_exams(event: PersonErased) -> None:
    forget_remarks(student_id=event.user_id)


@on(AnswerDecided)
def rescore_whoever_answered_so(event: AnswerDecided) -> None:
    rescore_answer.delay(event.case_id)
