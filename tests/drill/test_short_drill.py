"""The short drill as it is run by hand: real processes die, and nothing that was acknowledged is lost.

It starts a PostgreSQL and a Redis of its own, so it runs once: where the tests themselves run on PostgreSQL. What takes
minutes by its nature (workers killed at work wait for the next minute's sweep) is in the whole drill only.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from rigs.postgres import find_binaries
from rigs.processes import NotInstalled

ROOT = Path(__file__).resolve().parents[2]
LONGEST = 480  # seconds, on a machine that does ten other things; half a minute of work by itself
FAULTS = {
    "F1": "the web server is killed while answers are saved",
    "F8": "PostgreSQL restarts as after a crash",
}


def missing() -> str:
    if not os.environ.get("DATABASE_URL"):
        return "runs with the tests on PostgreSQL, once"
    try:
        find_binaries()
    except NotInstalled as reason:
        return str(reason)
    return "" if shutil.which("redis-server") else "redis-server is not on this machine"


pytestmark = [
    pytest.mark.process,
    pytest.mark.timeout(LONGEST),
    pytest.mark.skipif(bool(missing()), reason=missing() or "nothing is missing"),
]


@pytest.fixture(scope="module")
def verdicts(tmp_path_factory):
    """{fault: verdict} of one drill."""
    report = tmp_path_factory.mktemp("drill") / "verdicts.json"
    command = [sys.executable, "-m", "rigs.drill", *FAULTS, "--quick", "--json", str(report)]
    with (report.parent / "output").open("w+") as output:
        drill = subprocess.Popen(command, cwd=ROOT, stdout=output, stderr=subprocess.STDOUT)
        try:
            drill.wait(timeout=LONGEST - 60)
        finally:
            drill.terminate()  # asked so, it stops what it has started
            drill.wait(timeout=60)
        output.seek(0)
        assert report.exists(), output.read()[-4000:]
    return json.loads(report.read_text())


@pytest.mark.parametrize("fault", FAULTS)
def test_nothing_acknowledged_is_lost_and_each_effect_happens_once(verdicts, fault):
    verdict = verdicts[fault]
    assert verdict["faults"] == []
    assert verdict["acknowledged"] == verdict["stored"] > 10
    assert (verdict["lost"], verdict["duplicates"]) == (0, 0)
