"""`python -m benchmarks.maths`: the time that judging typed maths takes, by method, over the tests' tables.

The best of several turns for each row, the median over the rows. Each row is judged once before, so that keys are read
and the calculators warm, as they are in a school's day. CPU is of this process; SymPy's is in the wall time.
"""

import json
import resource
import statistics
import time
from collections.abc import Iterator
from typing import Any

from maths import judge, worker
from maths.tests.rows import case_tables, rows_of

TURNS = 5
TARGET_MS = {"exact": 1.0, "points": 1.0, "algebra": 30.0}


def specs() -> Iterator[tuple[dict[str, Any], str]]:
    """Yield each row of the tables as a spec and an answer."""
    for table in case_tables():
        for test, key, answer, *_expected, last in rows_of(table):
            options = json.loads(last["options"]) if isinstance(last, dict) else {}
            yield {"test": test, "key": key, **options}, answer


def milliseconds(spec: dict[str, Any], answer: str) -> tuple[float, float]:
    """Return milliseconds of this process's CPU and of wall time for one judgement: the best of several."""
    best_cpu = best_wall = float("inf")
    for _ in range(TURNS):
        cpu, wall = time.process_time(), time.perf_counter()
        judge(spec, answer)
        best_cpu = min(best_cpu, time.process_time() - cpu)
        best_wall = min(best_wall, time.perf_counter() - wall)
    return best_cpu * 1000, best_wall * 1000


def main() -> None:
    worker.warm_up()
    taken: dict[str, list[tuple[float, float]]] = {}
    for spec, answer in specs():
        basis = judge(spec, answer).basis
        if basis is not None:
            taken.setdefault(basis.value, []).append(milliseconds(spec, answer))
    print(f"{'basis':>10}{'decisions':>11}{'CPU ms':>9}{'wall ms':>9}{'p95 wall':>10}{'target':>8}")
    for basis, pairs in sorted(taken.items()):
        cpu, wall = (sorted(column) for column in zip(*pairs, strict=True))
        p95 = wall[int(len(wall) * 0.95)]
        print(
            f"{basis:>10}{len(pairs):>11}{statistics.median(cpu):>9.2f}{statistics.median(wall):>9.2f}"
            f"{p95:>10.2f}{TARGET_MS[basis]:>8}"
        )
    print(f"memory of this process: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")


if __name__ == "__main__":
    main()
