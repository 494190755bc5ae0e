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
class ImportRequested(DomainEvent):
    """A file of questions waits to be taken."""

    name = "questions.import_requested"
    topic = Topic.SYSTEM_EVENTS
    key = "run_id"

    run_id: int
