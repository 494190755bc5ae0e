"""The test data ("worlds") for tests of the whole project; every app contributes to each.

`<app>/tests/permission_world.py` adds to the one in which everybody asks for everything (docs/permissions.md):
`people(world)` adds to the cast, `build(world)` what belongs to it, `EVENTS` what may happen to somebody, and
`sockets(people, batch)` returns {name in the matrix: id} of what its sockets are about, where the matrix is not built.
`<app>/tests/count_world.py` adds to the one that grows (docs/testing.md): `start(world)`, `grow(world)` one more of
everything, `things(world, path)` gives what the address of a route contains, its query too.
`<app>/tests/task_world.py` adds to the one in which every task runs twice: `prepare(world)`, and `CALLED_WITH`, which
says what each task of the app is called with. All of them may be left out.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from mathvidya.testing.project import contributions


@dataclass
class PermissionWorld:
    """`people` by persona; `names` by the word in the matrix; `canaries`: words that only those may read who may see
    the owner's things; `secrets`: (words, roles) of what only these roles may read, wherever it appears.
    """

    people: dict[str, Any] = field(default_factory=dict)
    names: dict[str, Any] = field(default_factory=dict)
    canaries: list[str] = field(default_factory=list)
    secrets: list[tuple[tuple[str, ...], frozenset[str]]] = field(default_factory=list)

    def secrets_from(self, role: str) -> tuple[str, ...]:
        """Return facts about the owner that this role may read nowhere at all."""
        return tuple(word for words, known_by in self.secrets if role not in known_by for word in words)

    def add_person(self, persona: str, user: Any) -> None:
        """Put somebody into the cast, and name their row."""
        self.people[persona] = user
        self.name(**{persona: user})

    def name(self, **things: Any) -> None:
        """Give things their names; a row means its primary key. Raises ValueError where a name is taken."""
        if taken := self.names.keys() & things.keys():
            raise ValueError(f"Two things are called {', '.join(sorted(taken))}.")
        for word, thing in things.items():
            self.names[word] = getattr(thing, "pk", thing)


def build_permission_world() -> PermissionWorld:
    """Make all of it, in the open transaction. Files go to MEDIA_ROOT."""
    world, parts = PermissionWorld(), contributions("permission_world")
    for part in parts:
        getattr(part, "people", _nothing)(world)
    for part in parts:
        getattr(part, "build", _nothing)(world)
    return world


def things_of_sockets(people: dict[str, Any], batch: Any) -> dict[str, int]:
    """Make what the addresses of sockets name, for the personas `people`; returns {name: id}."""
    found: dict[str, int] = {}
    for part in contributions("permission_world"):
        if make := getattr(part, "sockets", None):
            found |= make(people, batch)
    return found


def permission_events() -> dict[str, Callable[[Any], None]]:
    """Return {persona: what happens to them}, called with the walker."""
    return {name: event for part in contributions("permission_world") for name, event in _events(part).items()}


def _events(part: Any) -> dict[str, Callable[[Any], None]]:
    found: dict[str, Callable[[Any], None]] = getattr(part, "EVENTS", {})
    return found


class CountWorld:
    """`cast`: name of the persona → person. What the apps add are attributes, each named once by its app.

    `shown`: the rows that the administration's pages are about, the first of each model.
    """

    def __init__(self, cast: dict[str, Any], batch: Any) -> None:
        self.cast, self.batch, self.size = cast, batch, 0
        self.student, self.teacher = cast["student"], cast["teacher"]
        self.shown: list[Any] = [self.student, batch]
        self.parts = contributions("count_world")
        for part in self.parts:
            getattr(part, "start", _nothing)(self)

    def grow_to(self, size: int) -> None:
        """Add one more of everything, until there are `size` more than at first."""
        while self.size < size:
            self.size += 1
            for part in self.parts:
                getattr(part, "grow", _nothing)(self)

    def things(self, path: str) -> dict[str, Any]:
        """Return {noun: its value in an address} for the route `path`."""
        found: dict[str, Any] = {}
        for part in self.parts:
            if things := getattr(part, "things", None):
                found |= things(self, path)
        return found

    def __getattr__(self, name: str) -> Any:
        """Return what an app has added, typed for the type checker. Raises AttributeError."""
        raise AttributeError(f"No app has added {name!r} to the world.")


@dataclass
class TaskWorld:
    """`cast`: name of the persona → person. `api(user)` is a client. `names`: the ids that tasks are called with."""

    cast: dict[str, Any]
    batch: Any
    api: Callable[[Any], Any]
    names: dict[str, int] = field(default_factory=dict)


def build_task_world(world: TaskWorld) -> TaskWorld:
    """Let every app prepare work for its tasks; returns the world."""
    for part in contributions("task_world"):
        getattr(part, "prepare", _nothing)(world)
    return world


def calls_of_tasks() -> dict[str, Callable[[TaskWorld], tuple[int, ...]]]:
    """Return {name of the task: what makes its arguments}."""
    return {name: call for part in contributions("task_world") for name, call in part.CALLED_WITH.items()}


def _nothing(world: Any) -> None:
    return None
