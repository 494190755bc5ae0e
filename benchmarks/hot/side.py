"""What is measured, of product and peer alike: operations, and the sample that one run of an operation gives."""

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

from benchmarks.hot.meter import Cost, Meter
from benchmarks.load.generators import Tally


class NotEffective(RuntimeError):
    """Requests were answered with success, but the database does not hold their effects."""


@dataclass(frozen=True)
class Sample:
    """One run of one operation."""

    side: str
    operation: str
    tally: Tally
    cost: Cost

    @property
    def cpu_ms(self) -> float:
        """Milliseconds of CPU a request, of application, PostgreSQL and Redis together."""
        return self.per_request(self.cost.app + self.cost.postgres + self.cost.redis) * 1000

    def per_request(self, amount: float) -> float:
        return amount / max(self.tally.requests, 1)

    def as_json(self) -> dict[str, Any]:
        """Return the sample with its units in the names."""
        parts = {"app": self.cost.app, "postgres": self.cost.postgres, "redis": self.cost.redis}
        statements = self.cost.statements
        return {
            "side": self.side,
            "operation": self.operation,
            **asdict(self.tally),
            "requests_per_second": round(self.tally.rate, 1),
            "cpu_ms": round(self.cpu_ms, 3),
            "cpu_ms_of": {name: round(self.per_request(spent) * 1000, 3) for name, spent in parts.items()},
            "queries": None if statements is None else round(self.per_request(statements), 2),
        }


class Side(ABC):
    """The product or the peer: knows how to run its operations under load."""

    name: str
    meter: Meter

    @abstractmethod
    def operations(self) -> list[str]:
        """Return the names of the operations that it can run."""

    @abstractmethod
    def run(self, operation: str, *, seconds: int) -> Sample:
        """Bring the database into the operation's first state, warm up, measure. Raises NotEffective."""

    def sample(self, operation: str, load: Callable[[], Tally]) -> Sample:
        """Run the load between two readings of the meter."""
        before = self.meter.read()
        tally = load()
        return Sample(self.name, operation, tally, self.meter.read() - before)
