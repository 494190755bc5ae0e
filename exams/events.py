"""What happened in exams. Payloads are ids and plain facts; fields are only ever added."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, kw_only=True)
class ExamPublished:
    name: ClassVar[str] = "exams.exam_published"
    exam_id: int


@dataclass(frozen=True, kw_only=True)
class AttemptSubmitted:
    name: ClassVar[str] = "exams.attempt_submitted"
    attempt_id: int
    student_id: int
    exam_id: int


@dataclass(frozen=True, kw_only=True)
class ResultPublished:
    """`is_revision` tells a changed result from a first one."""

    name: ClassVar[str] = "exams.result_published"
    attempt_id: int
    student_id: int
    run_id: int
    is_revision: bool
