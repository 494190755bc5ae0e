"""What happened on the marking desk."""

from dataclasses import dataclass

from mathvidya.outbox.events import DomainEvent, Topic


@dataclass(frozen=True, kw_only=True)
class ScriptMarked(DomainEvent):
    name = "evaluations.script_marked"
    topic = Topic.PROGRESS_UPDATES
    key = "student_id"

    task_id: int
    attempt_id: int
    student_id: int


@dataclass(frozen=True, kw_only=True)
class PageBounced(DomainEvent):
    """A marker could not read a page and asks the student for a new photograph."""

    name = "evaluations.page_bounced"
    topic = Topic.EXERCISE_SUBMISSIONS
    key = "student_id"

    page_id: int
    attempt_id: int
    student_id: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class PromiseAtRisk(DomainEvent):
    """A marking task nears (`is_late` False) or has passed (True) its promised time."""

    name = "evaluations.promise_at_risk"
    topic = Topic.SYSTEM_EVENTS
    key = "task_id"

    task_id: int
    marker_id: int | None
    is_late: bool


@dataclass(frozen=True, kw_only=True)
class PageReceived(DomainEvent):
    """The bytes of a page arrived and agree with what was declared; it waits to be prepared."""

    name = "evaluations.page_received"
    topic = Topic.EXERCISE_SUBMISSIONS
    key = "student_id"

    page_id: int
    attempt_id: int
    student_id: int


@dataclass(frozen=True, kw_only=True)
class PagePrepared(DomainEvent):
    """A page can be shown to a marker, or was refused (`refusal` says why)."""

    name = "evaluations.page_prepared"
    topic = Topic.EXERCISE_SUBMISSIONS
    key = "student_id"

    page_id: int
    attempt_id: int
    student_id: int
    refusal: str


@dataclass(frozen=True, kw_only=True)
class ReEvaluationRequested(DomainEvent):
    name = "evaluations.re_evaluation_requested"
    topic = Topic.PROGRESS_UPDATES
    key = "student_id"

    request_id: int
    attempt_id: int
    student_id: int
    task_id: int


@dataclass(frozen=True, kw_only=True)
class ReEvaluationClosed(DomainEvent):
    """`is_upheld`: the marks changed."""

    name = "evaluations.re_evaluation_closed"
    topic = Topic.PROGRESS_UPDATES
    key = "student_id"

    request_id: int
    attempt_id: int
    student_id: int
    is_upheld: bool
