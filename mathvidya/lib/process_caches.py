"""Caches within a process, and how each is cleared. Nothing else in the project keeps a cache of its own.

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
    """A function that caches its results."""

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
    """Keep up to `maxsize` answers (None: all) of a function that depends on its arguments alone."""

    def decorate(function: Callable[P, T]) -> Remembering[P, T]:
        kept: Remembering[P, T] = lru_cache(maxsize=maxsize)(function)
        return kept

    return decorate


def cleared_by(clear: Clear) -> None:
    """Register `clear`, which empties a module's own cache, to be called by `clear_all()`."""
    _clears.append(clear)


def clear_all() -> None:
    """Empty every cache that may go out of date; done between tests, because they reuse ids."""
    for clear in _clears:
        clear()
