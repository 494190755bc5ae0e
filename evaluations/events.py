"""What happened on the marking desk."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, kw_only=True)
class ScriptMarked:
    name: ClassVar[str] = "evaluations.script_marked"
    task_id: int
    attempt_id: int
    student_id: int


@dataclass(frozen=True, kw_only=True)
class PageBounced:
    """A marker could not read a page and asks the student for a new photograph."""

    name: ClassVar[str] = "evaluations.page_bounced"
    page_id: int
    attempt_id: int
    student_id: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class PromiseAtRisk:
    """A marking task nears (`is_late` False) or has passed (True) its promised time."""

    name: ClassVar[str] = "evaluations.promise_at_risk"
    task_id: int
    marker_id: int | None
    is_late: bool


@dataclass(frozen=True, kw_only=True)
class PageReceived:
    """The bytes of a page arrived and agree with what was declared; it waits to be prepared."""

    name: ClassVar[str] = "evaluations.page_received"
    page_id: int
    attempt_id: int
    student_id: int


@dataclass(frozen=True, kw_only=True)
class PagePrepared:
    """A page can be shown to a marker, or was refused (`refusal` tells why)."""

    name: ClassVar[str] = "evaluations.page_prepared"
    page_id: int
    attempt_id: int
    student_id: int
    refusal: str


@dataclass(frozen=True, kw_only=True)
class ReEvaluationRequested:
    name: ClassVar[str] = "evaluations.re_evaluation_requested"
    request_id: int
    attempt_id: int
    student_id: int
    task_id: int


@dataclass(frozen=True, kw_only=True)
class ReEvaluationClosed:
    """`is_upheld` tells that the marks changed."""

    name: ClassVar[str] = "evaluations.re_evaluation_closed"
    request_id: int
    attempt_id: int
    student_id: int
    is_upheld: bool
