"""A registry: things of one kind, each added in `ready()` by the app that owns it.

    pruners: Registry[Callable[[], int]] = Registry("pruner")    # below
    pruners.register("old drafts", delete_old_drafts)            # in ready() of an app above

The room below names the kind and uses what is registered; it never names what lives above. Every kind of thing that
apps may add has one of these, so that all of them behave alike.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Generic, TypeVar

T = TypeVar("T")


class AlreadyRegistered(Exception):
    """Two things of one kind want the same name."""


class NotRegistered(LookupError):
    """Nothing of this kind has that name."""


class Registry(Generic[T]):
    """Things of one kind by name, sorted by `order`.

    Those of equal order keep the order of registration, which is the order of INSTALLED_APPS.
    """

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self._things: dict[str, tuple[int, T]] = {}

    def register(self, name: str, thing: T, *, order: int = 0) -> T:
        """Add `thing` under `name`; return it. Raises AlreadyRegistered where the name is taken."""
        if name in self._things:
            raise AlreadyRegistered(f"There is already a {self.kind} named {name!r}.")
        self._things[name] = (order, thing)
        return thing

    @contextmanager
    def temporarily(self, name: str, thing: T, *, order: int = 0) -> Iterator[T]:
        """Register for the length of a `with`; for tests. Raises as `register` does."""
        self.register(name, thing, order=order)
        try:
            yield thing
        finally:
            del self._things[name]

    def get(self, name: str) -> T | None:
        """Return what has that name, or None."""
        found = self._things.get(name)
        return found[1] if found else None

    def __getitem__(self, name: str) -> T:
        """Return what has that name. Raises NotRegistered."""
        try:
            return self._things[name][1]  # called for question types some hundred times for each result
        except KeyError:
            return self._find(name)[1]

    def order_of(self, name: str) -> int:
        """Return the order that `name` was registered with. Raises NotRegistered."""
        return self._find(name)[0]

    def __contains__(self, name: object) -> bool:
        return name in self._things

    def __len__(self) -> int:
        return len(self._things)

    def __iter__(self) -> Iterator[str]:
        """Yield the names in order."""
        return (name for name, _thing in self.items())

    def items(self) -> list[tuple[str, T]]:
        """Return (name, thing) in order."""
        ordered = sorted(self._things.items(), key=lambda entry: entry[1][0])
        return [(name, thing) for name, (_order, thing) in ordered]

    def values(self) -> list[T]:
        """Return the things in order."""
        return [thing for _name, thing in self.items()]

    def _find(self, name: str) -> tuple[int, T]:
        if name not in self._things:
            raise NotRegistered(f"There is no {self.kind} named {name!r}.")
        return self._things[name]
