"""What happened in the question bank. Payloads are ids and plain facts; fields are only ever added."""

from dataclasses import dataclass

from mathvidya.outbox.events import DomainEvent, Topic


@dataclass(frozen=True, kw_only=True)
class AnswerDecided(DomainEvent):
    """A person said how one typed answer is judged from now on."""

    name = "questions.answer_decided"
    topic = Topic.SYSTEM_EVENTS
    key = "case_id"

    case_id: int


@dataclass(frozen=True, kw_only=True)
class ItemAnswered(DomainEvent):
    """A student answered questions and it is known how well: everything that was answered together, in one event.

    `where` and `where_id` name what asked: ("exam", the attempt's id). `at`: when it was submitted (ISO 8601).

    Each of `items` has: `question_version_id`, `question_id`; `topic` and `chapter`, codes as they were when this was
    emitted, or ""; `verdict` (ItemVerdict: right, partly, wrong, unanswered, person, void); `score` and `max`, decimals
    as text; `first_try`; `hints`, how many were used; `seconds`, or None where nobody measured them.

    A later event of the same place replaces the earlier one as a whole, as does one that is delivered again: a handler
    keeps its facts by (`where`, `where_id`). `is_revision` says that there was an earlier one.
    """

    name = "questions.item_answered"
    topic = Topic.PROGRESS_UPDATES
    key = "student_id"

    student_id: int
    where: str
    where_id: int
    at: str
    is_revision: bool
    items: list[dict[str, int | str | bool | None]]


@dataclass(frozen=True, kw_only=True)
class ImportRequested(DomainEvent):
    """A file of questions waits to be taken."""

    name = "questions.import_requested"
    topic = Topic.SYSTEM_EVENTS
    key = "run_id"

    run_id: int
