"""The growth of each call as a table in Markdown, and what is wrong with it. Pure."""

from typing import Any

from benchmarks.growth.plans import Scan

Measured = dict[str, list[dict[str, Any]]]  # {call: its statements, as plans.Statement with medians}
STEADY = 1.5  # times that a call may grow from the smallest to the largest size
NOISE = 0.5  # milliseconds; a smaller increase is no growth
NAMED = 4  # indexes in a row of the table


def table_of(measured: dict[str, Measured]) -> str:
    """Return the table: a row for each call with its statements, milliseconds at each size, 8 kB pages and plan."""
    sizes = list(measured)
    head = ["call", "statements", *(f"ms at {size}" for size in sizes), "growth", "pages", "plan"]
    rows = [head, ["---"] * len(head)]
    for call in measured[sizes[-1]]:
        times = [_milliseconds(measured[size][call]) for size in sizes]
        largest = measured[sizes[-1]][call]
        pages = sum(statement["pages"] for statement in largest)
        numbers = [*(f"{time:.2f}" for time in times), f"{times[-1] / max(times[0], 0.01):.1f}×", f"{pages:.0f}"]
        rows.append([call, str(len(largest)), *numbers, _plan(largest)])
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def faults_of(measured: dict[str, Measured]) -> list[str]:
    """Return what is wrong, in words: scans of whole large tables, and calls that take longer with more rows."""
    sizes = list(measured)
    faults = []
    for call, statements in measured[sizes[-1]].items():
        first, last = _milliseconds(measured[sizes[0]][call]), _milliseconds(statements)
        if last > first * STEADY + NOISE:
            faults.append(f"{call}: grows from {first:.2f} to {last:.2f} ms")
        for statement in statements:
            for scan in _scans(statement):
                if scan.is_whole:
                    faults.append(f"{call}: reads {scan.rows} rows of {scan.table}: {statement['sql'][:200]}")
    return faults


def _milliseconds(statements: list[dict[str, Any]]) -> float:
    return sum(statement["milliseconds"] for statement in statements)


def _plan(statements: list[dict[str, Any]]) -> str:
    """Return the indexes of the slowest statement; a table's name where it is read without one."""
    slowest = max(statements, key=lambda statement: statement["milliseconds"], default={"scans": []})
    names = dict.fromkeys(scan.index or f"{scan.table} (whole)" for scan in _scans(slowest))
    return ", ".join(list(names)[:NAMED])


def _scans(statement: dict[str, Any]) -> list[Scan]:
    return [Scan(**scan) for scan in statement["scans"]]
