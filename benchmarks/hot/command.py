"""`./run bench`: the options, the processes, the rounds, the report."""

import argparse
import contextlib
import time
from pathlib import Path
from typing import Any

from benchmarks.cluster import restore_institute, set_up_django
from benchmarks.hot.limit import Limit
from benchmarks.hot.meter import worker_megabytes
from benchmarks.hot.peer import PeerSide
from benchmarks.hot.profile import record_profile
from benchmarks.hot.report import machine, rows_of, table_of, write_json
from benchmarks.hot.run import Plan, measure
from benchmarks.hot.side import Sample, Side
from benchmarks.institute.sizes import DEFAULT, SIZES
from benchmarks.peer.server import Peer, restore_peer
from rigs.services import Stack


def run_hot(arguments: list[str]) -> int:
    """Measure the hot paths; the exit status is 0 even where a target is missed: shared machines swing."""
    options = _parse(arguments)
    folder: Path = options.folder.resolve()
    place = machine()
    # Many people, each with an address of their own, which production's one proxy reports.
    stack = Stack(folder, parts=("web", "signin", "sockets"), data=folder / "postgres", more={"NUM_PROXIES": "1"})
    source = None if options.no_peer else _peer_source(options.peer)
    with stack.postgres:
        restore_institute(stack, SIZES[options.size])
        if source:
            restore_peer(stack.postgres, source)
    with stack, contextlib.ExitStack() as ends:
        set_up_django(stack)
        from benchmarks.hot.product import Product  # the models exist only now
        from benchmarks.school import School

        school = ends.enter_context(contextlib.closing(School(stack.database_url)))
        product = Product(stack, school, folder)
        sides: list[Side] = [product]
        if source:
            peer = Peer(source=source, folder=folder, postgres=stack.postgres, redis=stack.redis)
            sides += [PeerSide(stack, ends.enter_context(peer), folder), Limit(stack, peer)]
        operations = options.ops or product.operations()
        rounds = measure(sides, Plan(operations, options.rounds, options.seconds))
        memory = {process.name: worker_megabytes(process) for process in (stack.web, stack.signin, stack.sockets)}
        for operation in operations if options.profile else []:
            path = folder / f"{operation}.svg"
            record_profile(product, operation, seconds=options.seconds, path=path)
            print(f"flame graph in {path}", flush=True)
    _report(folder, options, rounds, machine=place, memory_mb=memory)
    return 0


def _report(folder: Path, options: argparse.Namespace, rounds: list[list[Sample]], **facts: Any) -> None:
    rows = rows_of(rounds)
    print(table_of(rows))
    print("\n".join(f"MB of {name} by process: {sizes}" for name, sizes in facts["memory_mb"].items()))
    path = folder / f"{time.strftime('%Y%m%d-%H%M%S')}.json"
    write_json(path, rows, rounds, size=options.size, seconds=options.seconds, **facts)
    print(f"kept in {path}")


def _peer_source(path: Path) -> Path | None:
    if (path / "app.py").exists():
        return path.resolve()
    print(f"There is no peer in {path}: the product is measured alone.")
    return None


def _parse(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./run bench", description="The hot paths of an exam day under load.")
    parser.add_argument("--ops", nargs="+", metavar="NAME", help="only these operations")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=int, default=3, help="of each run")
    parser.add_argument("--size", choices=SIZES, default=DEFAULT, help="of the institute")
    parser.add_argument("--no-peer", action="store_true", help="the product alone")
    parser.add_argument("--peer", type=Path, default=Path("../shared/bench/peer"), help="folder of the peer's app.py")
    parser.add_argument("--profile", action="store_true", help="also a flame graph of each operation")
    parser.add_argument("--folder", type=Path, default=Path("var/bench"), help="cluster, logs and results")
    return parser.parse_args(arguments)
