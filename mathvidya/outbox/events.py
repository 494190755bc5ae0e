"""The base of event classes. Each app's are in its `events`; docs/events.md lists them all."""

import inspect
import re
from collections.abc import Iterator
from enum import StrEnum
from typing import Any, ClassVar

from django.core.exceptions import ImproperlyConfigured

NAME = re.compile(r"[a-z_]+(\.[a-z_]+)+")
LONGEST_NAME = 80


class Topic(StrEnum):
    """The streams that a publisher can ask for."""

    STUDENT_EVENTS = "student-events"
    EXERCISE_SUBMISSIONS = "exercise-submissions"
    PROGRESS_UPDATES = "progress-updates"
    CHAT_MESSAGES = "chat-messages"
    SYSTEM_EVENTS = "system-events"


class DomainEvent:
    """The base of every event: a frozen dataclass of ids and plain facts.

        @dataclass(frozen=True, kw_only=True)
        class AttemptSubmitted(DomainEvent):
            name = "exams.attempt_submitted"
            topic = Topic.EXERCISE_SUBMISSIONS
            key = "student_id"

            attempt_id: int
            student_id: int

    Attributes:
        name: the app and what happened, in the past tense.
        topic: the stream that publishers find it in.
        key: the field whose value the order belongs to: events of one student are delivered in order. None where no
            order matters.
        version: raised when a field changes its meaning; a field that is only added, with a default, needs no new one.

    Raises ImproperlyConfigured where a class is defined that leaves one of them out or names what does not exist.
    """

    name: ClassVar[str]
    topic: ClassVar[Topic]
    key: ClassVar[str | None]
    version: ClassVar[int] = 1

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        for fault in _faults_of(cls):
            raise ImproperlyConfigured(f"{cls.__module__}.{cls.__qualname__}: {fault}")
        _types[cls.name] = cls

    @classmethod
    def upgrade(cls, payload: dict[str, Any], version: int) -> dict[str, Any]:
        """Return the payload of an older `version` as this one has it. The class that raises `version` overrides it."""
        return payload


_types: dict[str, type[DomainEvent]] = {}


def event_types() -> list[type[DomainEvent]]:
    """Return every event class that is imported, sorted by name."""
    return [_types[name] for name in sorted(_types)]


def event_names() -> list[str]:
    """Return the names of all events, in alphabetical order."""
    return sorted(_types)


def key_of(event: DomainEvent) -> str:
    """Return the value of the event's key as text; empty where no order matters."""
    return str(getattr(event, event.key)) if event.key else ""


def _faults_of(cls: type[DomainEvent]) -> Iterator[str]:
    if missing := [name for name in ("name", "topic", "key") if not hasattr(cls, name)]:
        yield f"says nothing of its {' and '.join(missing)}"
        return
    if not NAME.fullmatch(cls.name) or len(cls.name) > LONGEST_NAME:
        yield f"{cls.name!r} is no dotted lower-case name of at most {LONGEST_NAME} letters"
    other = _types.get(cls.name, cls)
    if _place_of(other) != _place_of(cls):
        yield f"{other.__module__} has an event called {cls.name}"
    if not isinstance(cls.topic, Topic):
        yield f"{cls.topic!r} is no Topic"
    if cls.key is not None and cls.key not in inspect.get_annotations(cls):
        yield f"it has no field {cls.key!r}, which is to be its key"
    if type(cls.version) is not int or cls.version < 1:
        yield f"{cls.version!r} is no version: whole numbers from 1"


def _place_of(cls: type[DomainEvent]) -> tuple[str, str]:
    return cls.__module__, cls.__qualname__
