"""Runs pytest in processes beside this one: once for the map, then one process per job for the mutants."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

# Real processes and browsers run no code of this process; the rest is what a child can do alone.
NOT = "not process and not browser"
PYTEST = ["-m", "pytest", "-p", "no:cacheprovider", "-m", NOT]


def environment(**more: str) -> dict[str, str]:
    return {**os.environ, "TESTING": "1", "PYTHONDONTWRITEBYTECODE": "1", **more}


def write_map(files: list[Path], folder: Path, tests: list[str], jobs: int) -> None:
    """Run `tests` once and note in `folder` which lines of `files` each of them runs."""
    names = json.dumps([str(file) for file in files])
    beside = ["-n", str(jobs)] if jobs > 1 else []
    command = [sys.executable, *PYTEST, "-p", "rigs.mutate.reach", *beside, *tests]
    # The core that newer Pythons get by default notes a line for its first test alone.
    env = environment(MUTATE_FILES=names, MUTATE_MAP=str(folder), COVERAGE_CORE="ctrace")
    with (folder / "log").open("w") as log:
        code = subprocess.run(command, env=env, stdout=log, stderr=log).returncode
    if code not in {0, 1} or not list(folder.glob("*.json")):
        raise SystemExit(f"The tests could not be run:\n{(folder / 'log').read_text()[-2000:]}")


def try_mutants(tasks: list[dict[str, Any]], folder: Path) -> Iterator[tuple[dict[str, Any], str, str]]:
    """Yield (mutant, verdict, the test that failed) as they come. A task is one process.

    Raises SystemExit where a process ends before its work does.
    """
    processes = [_start(task, folder) for task in tasks]
    read = [0] * len(tasks)
    while True:
        ended = [process.poll() is not None for process in processes]
        for number, task in enumerate(tasks):
            lines = Path(task["verdicts"]).read_text().splitlines()
            for line in lines[read[number] :]:
                yield tuple(json.loads(line))
            read[number] = len(lines)
        if all(ended):
            break
        time.sleep(0.5)
    for number, task in enumerate(tasks):
        if read[number] < len(task["mutants"]):
            log = (folder / f"job{number}.log").read_text()[-2000:]
            raise SystemExit(f"A job ended early:\n{log}")


def _start(task: dict[str, Any], folder: Path) -> subprocess.Popen[bytes]:
    number = task["job"]
    Path(task["verdicts"]).touch()
    file = folder / f"job{number}.task"
    file.write_text(json.dumps(task))
    # The worker's number also keeps apart what jobs have in Redis.
    env = environment(MUTATE_TASK=str(file), PYTEST_XDIST_WORKER=f"gw{number}")
    command = [sys.executable, *PYTEST, "-p", "rigs.mutate.worker", *task["tests"]]
    with (folder / f"job{number}.log").open("w") as log:
        return subprocess.Popen(command, env=env, stdout=log, stderr=log)
