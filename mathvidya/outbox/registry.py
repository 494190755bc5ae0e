"""`emit()` writes an event into the current transaction; `@on(Event)` registers its handlers."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple, TypeVar

import structlog
from django.core.exceptions import ImproperlyConfigured
from django.db import transaction

from mathvidya.outbox.adapters import insert_events, insertion_of
from mathvidya.outbox.events import DomainEvent

E = TypeVar("E", bound=DomainEvent)
LONGEST_PATH = 200  # of `Delivery.handler`


class Reaction(NamedTuple):
    """A handler, the class it reads its events as, and whether it wants those of one key in order."""

    event_type: type[DomainEvent]
    handler: Callable[[Any], None]
    in_order: bool


_reactions: dict[str, dict[str, Reaction]] = defaultdict(dict)


def emit(*events: DomainEvent) -> None:
    """Record `events`, in this order, in the transaction that makes them true.

    Raises TransactionManagementError outside of a transaction: an event must not outlive a rolled-back fact.
    """
    insert_events(events, request_id=_request_id_in_transaction(events))


def emission_of(*events: DomainEvent) -> tuple[str, list[Any]]:
    """Return the statement that `emit` would execute and its values, for a hot path that sends it with the facts.

    Raises as `emit` does.
    """
    return insertion_of(events, request_id=_request_id_in_transaction(events))


def on(event_type: type[E], *, in_order: bool = True) -> Callable[[Callable[[E], None]], Callable[[E], None]]:
    """Register a handler. It runs in the relay, in a transaction with its delivery row, and may be delivered again.

    `in_order=False` is for handlers that only look at the current state: an event whose delivery failed does not
    hold back the later ones of its key. Raises ImproperlyConfigured where the handler's path is too long to store,
    because its first event would stop all later ones.
    """

    def register(handler: Callable[[E], None]) -> Callable[[E], None]:
        path = f"{handler.__module__}.{handler.__qualname__}"
        if len(path) > LONGEST_PATH:
            raise ImproperlyConfigured(f"{path} is longer than {LONGEST_PATH} letters")
        _reactions[event_type.name][path] = Reaction(event_type, handler, in_order)
        return handler

    return register


def handlers_of(name: str) -> dict[str, Reaction]:
    """Return the handlers of the event called `name`, by their dotted path."""
    return _reactions.get(name, {})


def _request_id_in_transaction(events: Sequence[DomainEvent]) -> str:
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError(f"emit({events[0].name}) needs a transaction")
    return str(structlog.contextvars.get_contextvars().get("request_id", ""))
