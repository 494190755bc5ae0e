"""Measures one size: every named call several times, each rolled back. Its own process: Django knows one database.

`python -m benchmarks.growth.measure OUT.json [NAME ...]`
"""

import contextlib
import dataclasses
import json
import statistics
import sys
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import django
from django.conf import settings
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, connection, transaction

if TYPE_CHECKING:
    from benchmarks.growth.calls import Call
    from benchmarks.growth.plans import Statement
    from benchmarks.growth.watch import Watch

# Five times until psycopg prepares a statement, five more until PostgreSQL may take a plan for any value.
WARM_UP, TIMES = 11, 7
PATIENCE = 120_000  # milliseconds that a statement may take here, so that a bad plan can be seen to its end


def main(out: Path, names: list[str]) -> None:
    django.setup()
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)  # a request here is part of a transaction that is rolled back
    # Pages are asked for, and nobody has collected their files.
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.THROTTLE_RATES = dict.fromkeys(settings.THROTTLE_RATES, "1000000/min")
    from benchmarks.growth.calls import Calls  # the models exist only now
    from benchmarks.growth.plans import read_statement
    from benchmarks.growth.watch import Watch
    from benchmarks.school import School

    given = settings.DATABASES["default"]
    school = School(f"postgres://{given['USER']}@{given['HOST']}:{given['PORT']}/{given['NAME']}")
    with contextlib.closing(school):
        make = Calls(school).named()
        watch, measured = Watch(read_statement), {}
        for name in names or make:
            measured[name] = _measure(watch, islice(make[name](), WARM_UP + TIMES))
            print(f"  {name}: {sum(row['milliseconds'] for row in measured[name]):.2f} ms", file=sys.stderr, flush=True)
    out.write_text(json.dumps(measured))


def _measure(watch: "Watch[Statement]", calls: Iterator["Call"]) -> list[dict[str, Any]]:
    """The statements of a call in order: median time and pages, plan of the last."""
    runs: list[list[Statement]] = []
    for call in calls:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute(f"SET LOCAL statement_timeout = {PATIENCE}")
            with watch.statements() as heard:
                call()
            transaction.set_rollback(True)
        runs.append(list(heard))
    # Identified by their text: what a cache answers in one call is asked in another.
    kept = [{(one.sql, place): one for one, place in _numbered(run)} for run in runs[-TIMES:]]
    return [_summary([run[key] for run in kept if key in run]) for key in kept[-1]]


def _numbered(run: list["Statement"]) -> Iterator[tuple["Statement", int]]:
    """Yield each statement, and how many before it in the call had the same text."""
    seen: Counter[str] = Counter()
    for one in run:
        yield one, seen[one.sql]
        seen[one.sql] += 1


def _summary(same: list["Statement"]) -> dict[str, Any]:
    return dataclasses.asdict(same[-1]) | {
        "milliseconds": statistics.median(one.milliseconds for one in same),
        "wal": statistics.median(one.wal for one in same),
        "pages": statistics.median(one.pages for one in same),
    }


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
