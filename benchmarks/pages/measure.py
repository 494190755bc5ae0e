"""Each ask several times, one after another, by one connection: CPU of web and of PostgreSQL, bytes, elements."""

import http.client
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser

from benchmarks.pages.budgets import DOWNLOAD, Budget, budget_of
from benchmarks.pages.clocks import CpuClock, spent

# Five times until psycopg prepares a statement, five more until PostgreSQL may take a plan for any value.
WARM_UP = 11
# A download is long enough to be measured by few.
WARM_UP_DOWNLOAD, TIMES_DOWNLOAD = 1, 3


@dataclass(frozen=True)
class Ask:
    """`persona` asks for `address`, which is `path` with something in place of its parameters."""

    path: str
    persona: str
    address: str
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return f"{self.path} as {self.persona}"


@dataclass(frozen=True)
class Cost:
    """What one answer takes: milliseconds of CPU and to the last byte (the least of several times: a busy machine only
    adds), bytes of the body, elements of HTML (0 for others)."""

    path: str
    persona: str
    status: int
    web: float
    postgres: float
    bytes: int
    elements: int
    last_byte: float

    @property
    def budget(self) -> Budget:
        return budget_of(self.path)

    @property
    def excess(self) -> float:
        """How many times the budget it takes, in what it takes most of; 1 or less is within it."""
        budget = self.budget
        return max(self.web / budget.web, self.postgres / budget.postgres, self.bytes / 1000 / budget.kilobytes)

    @property
    def is_answer(self) -> bool:
        """Whether it is what was asked for, or the way to it."""
        return self.status in (200, 302)


@dataclass(frozen=True)
class _Answer:
    status: int
    body: bytes
    kind: str
    web: float
    postgres: float
    last_byte: float


class Client:
    """Asks the web server, and reads the clocks of web and PostgreSQL before and after."""

    def __init__(self, url: str, web: CpuClock, postgres: CpuClock) -> None:
        self._connection = http.client.HTTPConnection(url.removeprefix("http://"), timeout=120)
        self._clocks = (web, postgres)

    def cost(self, ask: Ask, times: int) -> Cost:
        """What the answer takes once everything is warm."""
        is_download = budget_of(ask.path) is DOWNLOAD
        for _time in range(WARM_UP_DOWNLOAD if is_download else WARM_UP):
            first = self._answer(ask)
            if first.status not in (200, 302):
                break
        for clock in self._clocks:
            clock.look_again()
        answers = [self._answer(ask) for _time in range(min(times, TIMES_DOWNLOAD) if is_download else times)]
        last = answers[-1]
        return Cost(
            path=ask.path,
            persona=ask.persona,
            status=last.status,
            web=round(min(answer.web for answer in answers), 2),
            postgres=round(min(answer.postgres for answer in answers), 2),
            bytes=len(last.body),
            elements=elements_of(last.body.decode()) if last.kind.startswith("text/html") else 0,
            last_byte=round(min(answer.last_byte for answer in answers), 1),
        )

    def _answer(self, ask: Ask) -> _Answer:
        begun, before = time.perf_counter(), spent(self._clocks)
        self._connection.request("GET", ask.address, headers=ask.headers)
        answer = self._connection.getresponse()
        body = answer.read()
        last_byte = (time.perf_counter() - begun) * 1000
        web, postgres = (after - then for after, then in zip(spent(self._clocks), before, strict=True))
        return _Answer(answer.status, body, answer.getheader("Content-Type", ""), web, postgres, last_byte)


def measure(client: Client, asks: Sequence[Ask], *, times: int) -> list[Cost]:
    """The cost of each ask, the dearest above its budget first; what is not there for somebody is left out."""
    costs = []
    for place, ask in enumerate(asks, start=1):
        costs.append(client.cost(ask, times))
        print(f"\r{place} of {len(asks)}", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    costs = [cost for cost in costs if cost.status != http.HTTPStatus.NOT_FOUND]
    return sorted(costs, key=lambda cost: cost.excess, reverse=True)


def elements_of(html: str) -> int:
    """How many elements a page has."""
    counter = _Counter()
    counter.feed(html)
    return counter.number


class _Counter(HTMLParser):
    number = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.number += 1
