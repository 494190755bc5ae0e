"""The requests of the clients, their answers, and what was acknowledged."""

import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Literal

# No fault may make a request last longer.
LONGEST = 10.0  # seconds
# How long after an outage a server may still answer as in one: its pool and its breakers have to notice.
AFTERWARDS = 15.0

Promise = Literal["answer", "page", "submit", "claim", "marks", "marked"]


@dataclass(frozen=True)
class Call:
    """One request: `status` is 0 where no answer came, and `error` then says why."""

    at: float  # time.monotonic()
    seconds: float
    who: str
    action: str
    status: int
    error: str = ""
    code: str = ""  # of a problem
    has_retry_after: bool = False

    @property
    def ended(self) -> float:
        return self.at + self.seconds


@dataclass
class Outage:
    """A time in which something was broken. `kills`: connections may break, because a process was dead."""

    begun: float
    kills: bool
    healed: float | None = None

    def covers(self, call: Call) -> bool:
        return call.ended >= self.begun and call.at <= (self.healed or float("inf")) + AFTERWARDS


@dataclass
class History:
    """All requests and promises of one fault. Threads write into it at the same time."""

    calls: list[Call] = field(default_factory=list)
    promises: dict[Promise, dict[Any, Any]] = field(default_factory=dict)
    outages: list[Outage] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    acknowledged: int = 0  # promises in all; several about one answer count each
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, call: Call) -> None:
        with self._lock:
            self.calls.append(call)

    def promise(self, kind: Promise, key: Any, value: Any) -> None:
        """Note what the server acknowledged; a later promise about the same key replaces an earlier one."""
        with self._lock:
            self.promises.setdefault(kind, {})[key] = value
            self.acknowledged += 1

    def complain(self, text: str) -> None:
        """Note that something was not as the fault expects it."""
        with self._lock:
            self.complaints.append(text)

    def promised(self, kind: Promise) -> dict[Any, Any]:
        with self._lock:
            return dict(self.promises.get(kind, {}))

    @contextmanager
    def outage(self, *, kills: bool = False) -> Iterator[Outage]:
        """Note an outage that lasts while the block runs; at its end it is healed."""
        outage = Outage(begun=time.monotonic(), kills=kills)
        self.outages.append(outage)
        try:
            yield outage
        finally:
            outage.healed = time.monotonic()

    @property
    def healed_at(self) -> float | None:
        """When the last outage ended; None where nothing was broken."""
        return max((outage.healed or 0.0 for outage in self.outages), default=None)

    def seen(self) -> Counter[str]:
        """Return how often each status, or error instead of one, came."""
        return Counter(str(call.status) if call.status else call.error for call in self.calls)

    @property
    def worst(self) -> float:
        """Seconds of the longest request."""
        return max((call.seconds for call in self.calls), default=0.0)

    def service_back(self) -> float:
        """Return the seconds from the last healing until each client that asked on was served again; 0 without one."""
        healed = self.healed_at
        if healed is None:
            return 0.0
        first: dict[str, float] = {}
        for call in sorted(self.calls, key=lambda call: call.ended):
            if call.at >= healed and 200 <= call.status < 300:
                first.setdefault(call.who, call.ended)
        return max((at - healed for at in first.values()), default=0.0)
