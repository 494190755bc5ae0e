"""`./run bench growth`: the sizes one after another, then the table."""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.cluster import DATABASE, restore_institute
from benchmarks.growth.report import Measured, faults_of, table_of
from benchmarks.institute.sizes import Size
from rigs.product import ROOT
from rigs.services import Stack

SIZES = {
    "1k": Size(students=200, responses=1_000, waiting_scripts=1_000),
    "100k": Size(students=2_000, responses=100_000, waiting_scripts=100_000),
    "10M": Size(students=20_000, responses=10_000_000, waiting_scripts=1_000_000),
}
MORE = Path(__file__).parent / "more.sql"


def run_growth(arguments: list[str]) -> int:
    """Measure, print the table and what is wrong with it; 1 if a plan reads a large table from end to end."""
    options = _parse(arguments)
    folder: Path = options.folder.resolve()
    stack = Stack(folder, parts=(), data=folder / "postgres", more={"REDIS_URL": "", "LOG_LEVEL": "CRITICAL"})
    measured: dict[str, Measured] = {}
    with stack.postgres:
        for name in options.sizes:
            restore_institute(stack, SIZES[name])
            for statement in MORE.read_text().format(rows=SIZES[name].responses), "VACUUM ANALYZE":
                stack.postgres.execute(statement, database=DATABASE)
            print(f"{name} rows", file=sys.stderr, flush=True)
            measured[name] = _measure(stack, options.only)
    print(table_of(measured))
    faults = faults_of(measured)
    print("\n".join(faults))
    path = folder / f"growth-{time.strftime('%Y%m%d-%H%M%S')}.json"
    path.write_text(json.dumps(measured))
    print(f"kept in {path}")
    return 1 if faults else 0


def _measure(stack: Stack, only: list[str]) -> Measured:
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out.json"
        command = [sys.executable, "-m", "benchmarks.growth.measure", str(out), *only]
        subprocess.run(command, check=True, cwd=ROOT, env=stack.environment | {"DATABASE_POOL": "0"})
        measured: Measured = json.loads(out.read_text())
    return measured


def _parse(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./run bench growth", description="Hot queries at three sizes, with plans.")
    parser.add_argument("--sizes", nargs="+", choices=SIZES, default=list(SIZES))
    parser.add_argument("--only", nargs="+", metavar="NAME", default=[], help="only these calls")
    parser.add_argument("--folder", type=Path, default=Path("var/bench"), help="cluster, logs and results")
    return parser.parse_args(arguments)
