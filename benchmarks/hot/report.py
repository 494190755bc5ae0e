"""The table that a person reads and the JSON that a machine keeps."""

import json
import os
import platform
import subprocess
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.hot.side import Sample
from benchmarks.load.generators import CONNECTIONS, generator_name

# The goal: how many times less CPU than the peer, in the same run (docs/hot-paths.md).
TARGETS = {"save": 6.0, "start": 10.0, "submit": 6.0, "result": 6.0, "dashboard": 6.0, "claim": 6.0}
SHARE_OF_LIMIT = {"save": 0.25}
P95_MS = {"save": 30.0}

# With fewer answers, the requests still running at the end are more than a tenth of them.
ENOUGH_REQUESTS = 10 * CONNECTIONS
HEADS = [
    *("operation", "req/s", "p50", "p95", "p99", "CPU ms", "app", "PG", "Redis", "queries"),
    *("peer", "ratio", "target", "of E", ""),
]
Row = dict[str, Any]


def rows_of(rounds: Sequence[Sequence[Sample]]) -> list[Row]:
    """Return one row for each operation of the product: medians over the rounds, ratios taken inside each round."""
    names = list(
        dict.fromkeys(sample.operation for samples in rounds for sample in samples if sample.side == "product")
    )
    return [_row(name, rounds) for name in sorted(names)]


def _row(operation: str, rounds: Sequence[Sequence[Sample]]) -> Row:
    own, peer, limit = (_of(side, operation, rounds) for side in ("product", "peer", "limit"))
    known = [sample.as_json() for sample in own.values()]
    row: Row = {
        "operation": operation,
        **{
            name: _median(entry[name] for entry in known)
            for name in ("requests_per_second", "p50", "p95", "p99", "cpu_ms")
        },
        "cpu_ms_of": {
            part: _median(entry["cpu_ms_of"][part] for entry in known) for part in ("app", "postgres", "redis")
        },
        "queries": _median(entry["queries"] for entry in known if entry["queries"] is not None),
        "fewest_requests": min(sample.tally.requests for sample in own.values()),
        "errors": sum(sample.tally.errors for sample in own.values()),
        "peer_cpu_ms": _median(sample.cpu_ms for sample in peer.values()),
        "ratio": _median(peer[number].cpu_ms / own[number].cpu_ms for number in peer.keys() & own),
        "target": TARGETS.get(operation),
        "limit_per_second": _median(sample.tally.rate for sample in limit.values()),
        "limit_cpu_ms": _median(sample.cpu_ms for sample in limit.values()),
        "share_of_limit": _median(own[number].tally.rate / limit[number].tally.rate for number in limit.keys() & own),
        "target_share": SHARE_OF_LIMIT.get(operation),
        "target_p95": P95_MS.get(operation),
    }
    return row | {"misses": misses_of(row)}


def misses_of(row: Row) -> list[str]:
    """Return what falls short of the goals, in words; nothing where there was nothing to compare with."""
    found = [f"{row['errors']} requests without success"] if row["errors"] else []
    if row["ratio"] is not None and row["target"] and row["ratio"] < row["target"]:
        found.append(f"{row['ratio']:.1f} times less CPU than the peer, wanted {row['target']:.0f}")
    if row["share_of_limit"] is not None and row["target_share"] and row["share_of_limit"] < row["target_share"]:
        found.append(f"{row['share_of_limit']:.2f} of the limit, wanted {row['target_share']:.2f}")
    if row["target_p95"] and row["p95"] > row["target_p95"]:
        found.append(f"p95 {row['p95']:.0f} ms, wanted {row['target_p95']:.0f}")
    return found


def table_of(rows: Sequence[Row]) -> str:
    """Return the rows as text."""
    lines = [HEADS, *([*_cells(row), _sign(row)] for row in rows)]
    widths = [max(len(line[place]) for line in lines) for place in range(len(HEADS))]
    shown = ["  ".join(cell.rjust(width) for cell, width in zip(line, widths, strict=True)) for line in lines]
    misses = [f"✗ {row['operation']}: {miss}" for row in rows for miss in row["misses"]]
    doubts = [
        f"? {row['operation']}: {row['fewest_requests']} answers in a run, {CONNECTIONS} more under way at its end: "
        "their CPU counts too, so the cost is too high"
        for row in rows
        if row["fewest_requests"] < ENOUGH_REQUESTS
    ]
    return "\n".join([*shown, *misses, *doubts])


def _sign(row: Row) -> str:
    return "✗" if row["misses"] else "✓" if row["target"] and row["ratio"] else ""


def _cells(row: Row) -> list[str]:
    parts = row["cpu_ms_of"]
    return [
        row["operation"],
        f"{row['requests_per_second']:.0f}",
        *(f"{row[name]:.1f}" for name in ("p50", "p95", "p99")),
        f"{row['cpu_ms']:.2f}",
        *(f"{parts[name]:.2f}" for name in ("app", "postgres", "redis")),
        _shown(row["queries"], 1),
        _shown(row["peer_cpu_ms"], 2),
        _shown(row["ratio"], 1),
        _shown(row["target"], 0),
        _shown(row["share_of_limit"], 2),
    ]


def write_json(path: Path, rows: Sequence[Row], rounds: Sequence[Sequence[Sample]], **facts: Any) -> None:
    """Keep the rows, every sample, and the facts of where and how they were measured."""
    path.parent.mkdir(parents=True, exist_ok=True)
    samples = [[sample.as_json() for sample in samples] for samples in rounds]
    body = {**facts, "operations": list(rows), "rounds": samples}
    path.write_text(json.dumps(body, indent=1) + "\n")


def machine() -> dict[str, Any]:
    """Return the machine's facts and the commit. Call it before the processes start: the tree may change later."""
    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False)
    return {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "cores": os.cpu_count(),
        "processor": _processor(),
        "load_average": os.getloadavg()[0],
        "python": platform.python_version(),
        "system": platform.platform(),
        "commit": commit.stdout.strip(),
        "generator": generator_name(),
        "connections": CONNECTIONS,
    }


def _processor() -> str:
    """Return the processor's name on Linux; "" elsewhere."""
    facts = Path("/proc/cpuinfo")
    lines = facts.read_text().splitlines() if facts.exists() else []
    return next((line.partition(": ")[2] for line in lines if line.startswith("model name")), "")


def _of(side: str, operation: str, rounds: Sequence[Sequence[Sample]]) -> dict[int, Sample]:
    """Return {round: sample} of one operation on one side."""
    found = {}
    for number, samples in enumerate(rounds):
        for sample in samples:
            if (sample.side, sample.operation) == (side, operation):
                found[number] = sample
    return found


def _median(values: Any) -> float | None:
    known = list(values)
    return round(median(known), 3) if known else None


def _shown(value: float | None, digits: int) -> str:
    return "" if value is None else f"{value:.{digits}f}"
