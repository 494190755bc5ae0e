"""What happened in the question bank. Payloads are ids and plain facts; fields are only ever added."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, kw_only=True)
class AnswerDecided:
    """A person said how one typed answer is judged from now on."""

    name: ClassVar[str] = "questions.answer_decided"
    case_id: int


@dataclass(frozen=True, kw_only=True)
class ImportRequested:
    """A file of questions waits to be taken."""

    name: ClassVar[str] = "questions.import_requested"
    run_id: int
