"""The table at the end: one row per fault, and below it what was wrong."""

import json
from dataclasses import asdict
from pathlib import Path

from rigs.drill.checker import Verdict
from rigs.drill.registry import OMITTED, Fault

MOST_LINES = 8


def table(played: list[tuple[Fault, Verdict | str]]) -> str:
    """Return the table for people. A text instead of a verdict says why the fault could not be played here."""
    head = ("fault", "acked", "stored", "lost", "twice", "worst s", "back s", "verdict", "answers", "injected")
    rows = [head, *(row_of(fault, verdict) for fault, verdict in played)]
    rows += [(one.id, *[""] * 6, "left out", one.why, one.title) for one in OMITTED]
    widths = [max(len(row[column]) for row in rows) for column in range(len(head))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    wrong = [
        line
        for fault, verdict in played
        if isinstance(verdict, Verdict) and verdict.faults
        for line in (f"\n{fault.id} {fault.injects} (expected: {fault.expects})", *listed(verdict.faults))
    ]
    return "\n".join([*lines, *wrong])


def row_of(fault: Fault, verdict: Verdict | str) -> tuple[str, ...]:
    if isinstance(verdict, str):
        return (fault.id, *[""] * 6, "skipped", verdict, fault.injects)
    recovery = "never" if verdict.recovery is None else f"{verdict.recovery:.1f}"
    counts = (verdict.acknowledged, verdict.stored, verdict.lost, verdict.duplicates)
    seen = " ".join(f"{status}×{count}" for status, count in verdict.seen.items())
    word = "holds" if verdict.holds else "FAILS"
    return (fault.id, *map(str, counts), f"{verdict.worst:.1f}", recovery, word, seen, fault.injects)


def listed(faults: list[str]) -> list[str]:
    more = [f"  … and {len(faults) - MOST_LINES} more"] if len(faults) > MOST_LINES else []
    return [*(f"  - {text}" for text in faults[:MOST_LINES]), *more]


def write_json(path: Path, played: list[tuple[Fault, Verdict | str]]) -> None:
    """Write the results for machines: {fault: verdict, or why it was skipped}."""
    body = {fault.id: verdict if isinstance(verdict, str) else asdict(verdict) for fault, verdict in played}
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(body, indent=1, ensure_ascii=False) + "\n")
