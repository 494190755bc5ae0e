"""What was sent, how long it took, and what the server promised to have kept."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from statistics import quantiles
from typing import Any

from benchmarks.exam_day.schedule import Kind

ERRORS_KEPT = 20


@dataclass
class History:
    """Latencies in seconds after the scheduled moment; for each answer only its newest acknowledgement."""

    latencies: dict[Kind, list[float]] = field(default_factory=lambda: defaultdict(list))
    lags: list[float] = field(default_factory=list)
    failures: Counter[Kind] = field(default_factory=Counter)
    errors: list[str] = field(default_factory=list)
    answers: dict[tuple[int, int], tuple[int, dict[str, Any]]] = field(default_factory=dict)
    pages: dict[int, str] = field(default_factory=dict)
    receipts: dict[int, str] = field(default_factory=dict)

    def fail(self, kind: Kind, words: str) -> None:
        """Count a failure; keep the words of the first few."""
        self.failures[kind] += 1
        if len(self.errors) < ERRORS_KEPT:
            self.errors.append(f"{kind}: {words}")

    def rows(self) -> list[dict[str, Any]]:
        """Return a row for each kind: how many, failures, percentiles and maximum in milliseconds."""
        return [
            {
                "act": str(kind),
                "done": len(self.latencies[kind]),
                "failed": self.failures[kind],
                **in_milliseconds(self.latencies[kind]),
            }
            for kind in Kind
        ]


def in_milliseconds(seconds: list[float]) -> dict[str, float]:
    """Return {"p50", "p95", "p99", "max"} in milliseconds; zeros where nothing was measured."""
    if len(seconds) < 2:
        values = [*seconds, 0.0][:1] * 4
    else:
        cuts = quantiles(seconds, n=100, method="inclusive")
        values = [cuts[49], cuts[94], cuts[98], max(seconds)]
    return {name: round(value * 1000, 1) for name, value in zip(("p50", "p95", "p99", "max"), values, strict=True)}
