"""`emit()` writes an event into the current transaction; `@on(Event)` names who reacts to it."""

from collections import defaultdict
from collections.abc import Callable
from typing import Any, ClassVar, Protocol, TypeVar

import structlog
from django.db import transaction

from mathvidya.fastlane.statements import Statement
from mathvidya.outbox.adapters import Row, insertion_of


class EventType(Protocol):
    """A frozen dataclass of ids and plain facts with a dotted, past-tense `name`."""

    name: ClassVar[str]
    __dataclass_fields__: ClassVar[dict[str, Any]]


E = TypeVar("E", bound=EventType)
Handler = Callable[[Any], None]

_handlers: dict[str, dict[str, tuple[type[EventType], Handler]]] = defaultdict(dict)


def emit(*events: EventType) -> None:
    """Record `events` in the transaction that makes them true; they are told in this order.

    Raises TransactionManagementError outside of a transaction: an event must not outlive a rolled-back fact.
    """
    statement, values = emission_of(*events)
    statement.rows(values)


def emission_of(*events: EventType) -> tuple[Statement, list[Any]]:
    """What `emit` would execute, for a hot path that sends it together with the facts. Raises as `emit` does."""
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError(f"emit({events[0].name}) needs a transaction")
    request_id = str(structlog.contextvars.get_contextvars().get("request_id", ""))
    return insertion_of([_row(event) for event in events], request_id=request_id)


def _row(event: EventType) -> Row:
    payload = vars(event).copy()
    return event.name, payload, str(payload.get("student_id", ""))


def on(event_type: type[E]) -> Callable[[Callable[[E], None]], Callable[[E], None]]:
    """Register a handler. It runs in the relay, in a transaction with its delivery row, and may be delivered again."""

    def register(handler: Callable[[E], None]) -> Callable[[E], None]:
        _handlers[event_type.name][f"{handler.__module__}.{handler.__qualname__}"] = (event_type, handler)
        return handler

    return register


def event_names() -> list[str]:
    """The events that somebody handles, in alphabetical order."""
    return sorted(_handlers)


def handlers_of(name: str) -> dict[str, tuple[type[EventType], Handler]]:
    """Handlers of the event called `name`, by their dotted path."""
    return _handlers.get(name, {})
