"""A circuit breaker: remembers that a server did not answer, so that the next callers fail at once and do not wait."""

import threading
import time
from collections.abc import Callable


class Breaker:
    """One for each server and process. While the server is away, one caller every `rest` seconds may try, no other.

    Any number of threads may use it. A caller who tries reports the outcome: `failed()` or `succeeded()`.
    """

    def __init__(self, *, rest: float, clock: Callable[[], float] = time.monotonic) -> None:
        self.rest = rest
        self._clock = clock
        self._lock = threading.Lock()
        self._next_try: float | None = None

    @property
    def is_open(self) -> bool:
        """Whether the last one who tried got no answer."""
        return self._next_try is not None

    def admits(self) -> bool:
        """Return whether this caller may try now."""
        if self._next_try is None:
            return True
        with self._lock:
            now = self._clock()
            if self._next_try is not None and now < self._next_try:
                return False
            if self._next_try is not None:
                self._next_try = now + self.rest
            return True

    def failed(self) -> None:
        """Note that the server did not answer: nobody may try before `rest` seconds are over."""
        with self._lock:
            self._next_try = self._clock() + self.rest

    def succeeded(self) -> None:
        """Note that the server answered: everybody may try again."""
        if self._next_try is not None:
            with self._lock:
                self._next_try = None
