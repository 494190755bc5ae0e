"""What a process remembers, and how each memory is cleared. Nothing else in the project keeps a cache of its own.

    @remembered(maxsize=256)            # of rows, files or settings: `clear_all()` empties it
    @pure(maxsize=4096)                 # a function of its arguments alone: never out of date, never emptied
    cleared_by(_ticked_at.clear)        # a memory that is no function's: this empties it

Every process has its own copy, so what is remembered of rows must either never change (a frozen paper) or may be as old
as its module says (chapters: a minute). Caches that processes share are Django's (`django.core.cache`).
"""

from collections.abc import Callable
from functools import lru_cache
from typing import ParamSpec, Protocol, TypeVar

P = ParamSpec("P")
T = TypeVar("T")
Answer = TypeVar("Answer", covariant=True)
Clear = Callable[[], None]

_clears: list[Clear] = []


class Remembering(Protocol[P, Answer]):
    """A function with a memory."""

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> Answer: ...

    def cache_clear(self) -> None: ...


def remembered(*, maxsize: int | None = None) -> Callable[[Callable[P, T]], Remembering[P, T]]:
    """Keep up to `maxsize` answers (None: all) of a function whose answer depends on rows, files or settings."""

    def decorate(function: Callable[P, T]) -> Remembering[P, T]:
        kept: Remembering[P, T] = lru_cache(maxsize=maxsize)(function)
        _clears.append(kept.cache_clear)
        return kept

    return decorate


def pure(*, maxsize: int | None = None) -> Callable[[Callable[P, T]], Remembering[P, T]]:
    """Keep up to `maxsize` answers (None: all) of a function that looks at nothing but its arguments."""

    def decorate(function: Callable[P, T]) -> Remembering[P, T]:
        kept: Remembering[P, T] = lru_cache(maxsize=maxsize)(function)
        return kept

    return decorate


def cleared_by(clear: Clear) -> None:
    """Have `clear_all()` call `clear`, which empties a memory of a module's own."""
    _clears.append(clear)


def clear_all() -> None:
    """Empty everything that may go out of date; tests do between two of them, because they reuse ids."""
    for clear in _clears:
        clear()
