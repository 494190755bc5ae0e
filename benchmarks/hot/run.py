"""`./run bench`: shuffled rounds of every operation on both sides, then a table and a JSON file."""

import contextlib
import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from benchmarks.hot.side import NotEffective, Sample, Side


@dataclass(frozen=True)
class Plan:
    """What to measure. `seconds` is the length of one run."""

    operations: Sequence[str]
    rounds: int
    seconds: int


def measure(sides: Sequence[Side], plan: Plan) -> list[list[Sample]]:
    """Return the samples of each round.

    Ctrl-C ends it early; a run whose requests had no effect is printed and left out.
    """
    rounds: list[list[Sample]] = []
    with contextlib.suppress(KeyboardInterrupt):
        for number in range(1, plan.rounds + 1):
            rounds.append([])
            for sample in _round(sides, plan, number):
                rounds[-1].append(sample)
    return rounds


def _round(sides: Sequence[Side], plan: Plan, number: int) -> Iterator[Sample]:
    runs = [(side, operation) for side in sides for operation in side.operations() if operation in plan.operations]
    random.shuffle(runs)
    for side, operation in runs:
        try:
            sample = side.run(operation, seconds=plan.seconds)
        except NotEffective as fault:
            print(f"round {number}: {side.name} {fault}", file=sys.stderr, flush=True)
            continue
        rate = f"{sample.tally.rate:8.0f} /s {sample.cpu_ms:7.2f} ms CPU"
        print(f"round {number}: {side.name:8} {operation:10} {rate} {sample.tally.errors or ''}", flush=True)
        yield sample
