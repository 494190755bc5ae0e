"""The upper limit (E): the same statements by pgbench, prepared, on the peer's database."""

import re
import subprocess
from pathlib import Path

from benchmarks.hot.meter import Meter
from benchmarks.hot.peer import reset_peer
from benchmarks.hot.side import Sample, Side
from benchmarks.load.generators import Tally
from benchmarks.peer.server import Peer
from rigs.services import Stack

CLIENTS = 8


class Limit(Side):
    name = "limit"

    def __init__(self, stack: Stack, peer: Peer) -> None:
        self.pgbench, self.url = stack.postgres.binaries / "pgbench", peer.database_url
        self.scripts: Path = peer.source
        self.meter = Meter([], stack.postgres, stack.redis, peer.database_url)

    def operations(self) -> list[str]:
        scripts = sorted(self.scripts.glob("limit_*.sql"))
        return [script.stem.removeprefix("limit_") for script in scripts] if self.pgbench.exists() else []

    def run(self, operation: str, *, seconds: int) -> Sample:
        self._pgbench(operation, 1)
        reset_peer(self.url)
        return self.sample(operation, lambda: self._pgbench(operation, seconds))

    def _pgbench(self, operation: str, seconds: int) -> Tally:
        shape = ["-n", "-M", "prepared", "-c", str(CLIENTS), "-j", "1", "-T", str(seconds)]
        script = self.scripts / f"limit_{operation}.sql"
        command = [str(self.pgbench), *shape, "-f", str(script), self.url]
        printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        return read_pgbench(printed, seconds)


def read_pgbench(printed: str, seconds: int) -> Tally:
    """Return the numbers that pgbench printed. Raises ValueError where they are missing.

    It prints no percentiles, so its mean latency takes the place of the median.
    """
    done = re.search(r"actually processed: (\d+)", printed)
    failed = re.search(r"failed transactions: (\d+)", printed)
    latency = re.search(r"latency average = ([\d.]+) ms", printed)
    if not done or not latency:
        raise ValueError(f"pgbench said: {printed[-500:]}")
    mean = float(latency[1])
    return Tally(int(done[1]), float(seconds), mean, mean, mean, int(failed[1]) if failed else 0)
