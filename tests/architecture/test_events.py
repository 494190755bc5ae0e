"""Every event class of the product: what it is made of, and that docs/events.md lists it as it is."""

from dataclasses import fields, is_dataclass
from importlib import import_module
from pathlib import Path
from types import NoneType, UnionType
from typing import get_args, get_origin, get_type_hints

import pytest
from django.apps import apps

from mathvidya.outbox.events import DomainEvent, event_types
from mathvidya.outbox.registry import handlers_of

PAGE = Path("docs/events.md")
OURS = [config for config in apps.get_app_configs() if Path(config.path).is_relative_to(Path.cwd())]
PLAIN = {int, str, bool, float, NoneType, list, dict}


def our_events():
    return [event for event in event_types() if ".tests." not in event.__module__]


def classes_of(config):
    """The classes of an app's `events`."""
    try:
        module = import_module(f"{config.name}.events")
    except ModuleNotFoundError:
        return []
    own = [thing for thing in vars(module).values() if isinstance(thing, type)]
    return [cls for cls in own if cls.__module__ == module.__name__]


def parts_of(hint):
    """The types that a field's type is made of."""
    origin = get_origin(hint) or hint
    if origin is not UnionType:
        yield origin
    for inner in get_args(hint):
        yield from parts_of(inner)


def row_of(event):
    names = ", ".join(f"`{field.name}`" for field in fields(event))
    key = f"`{event.key}`" if event.key else "–"
    reactions = [path.rpartition(".handlers.") for path in handlers_of(event.name)]
    who = " · ".join(f"{app}: {name.replace('_', ' ')}" for app, _, name in reactions) or "nobody yet"
    return f"| `{event.name}` | `{event.__name__}` | {event.topic} | {key} | {event.version} | {names} | {who} |"


@pytest.mark.parametrize("event", our_events(), ids=lambda event: event.name)
def test_an_event_is_frozen_and_holds_plain_facts(event):
    assert is_dataclass(event)
    assert event.__dataclass_params__.frozen
    hints = get_type_hints(event)
    assert {part for field in fields(event) for part in parts_of(hints[field.name])} <= PLAIN


@pytest.mark.parametrize("event", our_events(), ids=lambda event: event.name)
def test_an_event_bears_the_name_of_its_app(event):
    assert event.name.split(".")[0] in {config.label for config in OURS}


def test_nothing_in_events_is_anything_else():
    """A class that does not say what it is as an event would not be found by the tests above."""
    rooms = [config for config in OURS if config.label != "outbox"]
    assert [cls for config in rooms for cls in classes_of(config) if not issubclass(cls, DomainEvent)] == []


def test_the_page_lists_every_event_as_it_is():
    """Where it fails, it prints the rows that the page should have."""
    rows = [row_of(event) for event in our_events()]
    listed = [line for line in PAGE.read_text().splitlines() if line.startswith("| `")]
    assert listed == rows, "\n".join(rows)
