"""`./run bench pages`: the institute, one web process, every page one after another; then the table and the plans."""

import argparse
import json
import re
import time
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.cluster import restore_institute, set_up_django
from benchmarks.hot.report import machine
from benchmarks.institute.sizes import DEFAULT, SIZES
from benchmarks.pages.clocks import CpuClock
from benchmarks.pages.measure import Ask, Client, Cost, measure
from benchmarks.pages.report import json_of, over_budget, summary_of, table_of, text_of
from rigs.services import Stack, Web

if TYPE_CHECKING:
    from benchmarks.pages.plans import Slowest

# One thread asks and one answers, so that the CPU between two looks at the clocks is that of one request. PostgreSQL
# does nothing else meanwhile, and none of a request in processes that end with it.
ALONE = ("--workers", "1", "--blocking-threads", "1")
QUIET = {"autovacuum": "off", "max_parallel_workers_per_gather": "0"}


def run_pages(arguments: list[str]) -> int:
    """Measure and report; the exit status is 0 even where something is over its budget: shared machines swing."""
    options = _parse(arguments)
    folder: Path = options.folder.resolve()
    place = machine()
    more = {"NUM_PROXIES": "1", "DJANGO_SETTINGS_MODULE": "benchmarks.pages.settings"}
    stack = Stack(folder, parts=("web",), data=folder / "postgres", settings=QUIET, more=more)
    stack.web = Web(folder=folder, environment=stack.environment, more=ALONE)
    with stack.postgres:
        restore_institute(stack, SIZES[options.size])
    with stack:
        set_up_django(stack)
        from benchmarks.pages.asks import make_asks  # the models exist only now

        asks = [ask for ask in make_asks() if re.search(options.only, ask.path)]
        stack.postgres.execute("VACUUM ANALYZE", database="mathvidya")
        client = Client(stack.web.url, CpuClock(stack.web), CpuClock(stack.postgres))
        costs = measure(client, asks, times=options.times)
        path = folder / f"pages-{time.strftime('%Y%m%d-%H%M%S')}"
        facts = {"size": options.size, "times": options.times, "machine": place}
        print(table_of(over_budget(costs)))
        _keep(path, costs, {}, facts)  # at once: the plans take as long again
        _keep(path, costs, _plans(asks, costs), facts)
    print(f"{summary_of(costs)}\nkept in {path}.md, with the plans, and {path.name}.json")
    return 0


def _plans(asks: list[Ask], costs: list[Cost]) -> dict[str, "Slowest"]:
    from benchmarks.pages.plans import Planner

    planner, wanted = Planner(), {f"{cost.path} as {cost.persona}" for cost in over_budget(costs) if cost.is_answer}
    found = {ask.name: planner.slowest(ask) for ask in asks if ask.name in wanted}
    return {name: slowest for name, slowest in found.items() if slowest}


def _keep(path: Path, costs: list[Cost], plans: dict[str, "Slowest"], facts: dict[str, object]) -> None:
    path.with_suffix(".md").write_text(text_of(costs, plans))
    path.with_suffix(".json").write_text(json.dumps({**facts, **json_of(costs, plans)}, indent=1) + "\n")


def _parse(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./run bench pages", description="Every page and every GET of the API.")
    parser.add_argument("--only", default="", metavar="PATTERN", help="only routes that this expression is found in")
    parser.add_argument("--times", type=int, default=7, help="how often each is asked, after it is warm")
    parser.add_argument("--size", choices=SIZES, default=DEFAULT, help="of the institute")
    parser.add_argument("--folder", type=Path, default=Path("var/bench"), help="cluster, logs and results")
    return parser.parse_args(arguments)
