"""`./run mutate PATH … [--jobs 2] [--tests PATH …]`: delete each condition once and see whether a test fails."""

import argparse
import ast
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

from rigs.mutate.constants import importers_of
from rigs.mutate.equivalents import reason_for, reasons
from rigs.mutate.finder import find_mutants
from rigs.mutate.jobs import try_mutants, write_map
from rigs.mutate.mutants import Mutant, python_files
from rigs.mutate.tests_of import Reached, module_name
from rigs.mutate.worker import SURVIVED, TIMED_OUT, UNREACHED

EQUIVALENT = "equivalent"


def main(arguments: list[str]) -> int:
    """Run the trial; return exit status 0 when every deletion is noticed, 1 when some survive."""
    parser = argparse.ArgumentParser(prog="./run mutate", description=__doc__)
    parser.add_argument("paths", nargs="+", metavar="PATH", help="a Python file or a folder of them")
    parser.add_argument("--tests", nargs="+", default=[], metavar="PATH", help="only these tests; without, all of them")
    parser.add_argument("--jobs", type=int, default=1, help="processes beside each other")
    parser.add_argument(
        "--timeout", type=int, default=120, metavar="SECONDS", help="of processor time, for one deletion"
    )
    parser.add_argument("--map", type=Path, metavar="FOLDER", help="keep which test runs which line, and use it again")
    parser.add_argument("--only", default="", metavar="TEXT", help="only deletions in whose line of the report TEXT is")
    parser.add_argument("--after", type=Path, metavar="REPORT", help="leave out what an earlier run judged")
    parser.add_argument("--list", action="store_true", help="name the deletions and end")
    options = parser.parse_args(arguments)
    root = Path.cwd()
    texts = {str(file.relative_to(root)): file.read_text() for file in python_files(options.paths, root)}
    mutants = [mutant for path, text in texts.items() for mutant in find_mutants(path, text)]
    mutants = [mutant for mutant in mutants if options.only in mutant.description()]
    if options.after:
        judged = options.after.read_text().splitlines()
        mutants = [mutant for mutant in mutants if not any(mutant.description() in line for line in judged)]
    if options.list:
        print(*[mutant.description() for mutant in mutants], f"{len(mutants)} deletions", sep="\n")
        return 0
    with tempfile.TemporaryDirectory(prefix="mutate-") as folder:
        return _try(mutants, _around(texts, root), options, Path(folder))


def _around(texts: dict[str, str], root: Path) -> dict[str, str]:
    """Return the files to mutate, and those that import constants from them, by path."""
    every = {str(file.relative_to(root)): file.read_text() for file in python_files(_product(texts), root)}
    trees = {path: ast.parse(text) for path, text in every.items()}
    around = dict(texts)
    waiting = list(texts)
    while waiting:
        for importer in importers_of(module_name(waiting.pop()), trees):
            if importer not in around and Path(importer).parent.name in {"adapters", "access", "queries"}:
                around[importer] = every[importer]
                waiting.append(importer)
    return around


def _product(texts: dict[str, str]) -> list[str]:
    """Return the top folders that hold the files."""
    return sorted({Path(path).parts[0] for path in texts})


def _try(mutants: list[Mutant], around: dict[str, str], options: argparse.Namespace, folder: Path) -> int:
    reach = options.map or folder
    reach.mkdir(parents=True, exist_ok=True)
    if not list(reach.glob("*.json")):
        write_map([Path.cwd() / path for path in around], reach, options.tests, options.jobs)
    reached = Reached(reach, {path: ast.parse(text) for path, text in around.items()}, options.tests)
    known = reasons()
    counts: Counter[str] = Counter()
    planned: list[tuple[dict[str, Any], list[str]]] = []
    for mutant in mutants:
        if reason_for(mutant, known):
            counts[EQUIVALENT] += 1
        elif tests := reached.tests_of(mutant):
            planned.append((mutant.as_dict(), tests))
        else:
            counts[UNREACHED] += 1
            print(f"{UNREACHED:12} {mutant.description()}", flush=True)
    for raw, verdict, by in try_mutants(_tasks(planned, options, folder), folder) if planned else ():
        counts[verdict] += 1
        print(f"{verdict:12} {Mutant(**raw).description()}" + (f"  ← {by}" if by else ""), flush=True)
    print(f"{len(mutants)} deletions: " + ", ".join(f"{number} {word}" for word, number in sorted(counts.items())))
    return 1 if counts[SURVIVED] or counts[UNREACHED] or counts[TIMED_OUT] else 0


def _tasks(planned: list[Any], options: argparse.Namespace, folder: Path) -> list[dict[str, Any]]:
    """Return shares of about the same size; a file's mutants stay together."""
    jobs = max(1, min(options.jobs, len(planned)))
    size = -(-len(planned) // jobs)
    shares = [planned[start : start + size] for start in range(0, len(planned), size)]
    return [
        {
            "job": job,
            "mutants": share,
            "files": sorted(_around({raw["path"]: "" for raw, _tests in share}, Path.cwd())),
            "tests": sorted({test.partition("::")[0] for _raw, tests in share for test in tests}),
            "timeout": options.timeout,
            "verdicts": str(folder / f"job{job}.verdicts"),
        }
        for job, share in enumerate(shares)
    ]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
