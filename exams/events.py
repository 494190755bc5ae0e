"""What happened in exams. Payloads are ids and plain facts; fields are only ever added."""

from dataclasses import dataclass

from mathvidya.outbox.events import DomainEvent, Topic


@dataclass(frozen=True, kw_only=True)
class ExamPublished(DomainEvent):
    name = "exams.exam_published"
    topic = Topic.SYSTEM_EVENTS
    key = "exam_id"

    exam_id: int


@dataclass(frozen=True, kw_only=True)
class AttemptSubmitted(DomainEvent):
    name = "exams.attempt_submitted"
    topic = Topic.EXERCISE_SUBMISSIONS
    key = "student_id"

    attempt_id: int
    student_id: int
    exam_id: int


@dataclass(frozen=True, kw_only=True)
class ResultPublished(DomainEvent):
    """`is_revision` is False for a first result and True for a changed one."""

    name = "exams.result_published"
    topic = Topic.PROGRESS_UPDATES
    key = "student_id"

    attempt_id: int
    student_id: int
    run_id: int
    is_revision: bool
