"""The peer's side: the same operations on its own database, by its own load script."""

import random
import shutil
import time
from pathlib import Path

import psycopg

from benchmarks.hot.meter import Meter
from benchmarks.hot.side import Sample, Side
from benchmarks.load.generators import WARM_UP, Tally, enough_seconds, run_wrk
from benchmarks.peer.server import Peer, write_tokens
from rigs.services import Stack

# Our name of an operation: its name in ops.lua.
NAMES = {
    "start": "start",
    "save": "save",
    "submit": "submit",
    "result": "result",
    "claim": "claim",
    "dashboard": "dash",
}
# As the peer's README asks between rounds; and nothing is left to autovacuum.
RESET = """
UPDATE exam_attempt SET status = 0, score = NULL WHERE id <= 20000 AND status <> 0;
DELETE FROM exam_attempt WHERE id > 120000;
UPDATE exam_script SET status = 0, claimed_by = NULL, claimed_at = NULL WHERE status <> 0
"""
SETTLE = 1  # seconds; requests of the warm-up must be finished before their effects are undone


class PeerSide(Side):
    """The peer's operations. Needs wrk: they are written in its Lua."""

    name = "peer"

    def __init__(self, stack: Stack, peer: Peer, folder: Path) -> None:
        self.peer = peer
        self.meter = Meter([peer], stack.postgres, stack.redis, peer.database_url)
        self.script = peer.source / "ops.lua"
        self.environment = {"TOKENS": str(write_tokens(folder / "peer.tokens")), "PATH": "/usr/bin:/bin"}

    def operations(self) -> list[str]:
        return list(NAMES) if shutil.which("wrk") else []

    def run(self, operation: str, *, seconds: int) -> Sample:
        warm = self._load(operation, WARM_UP)
        time.sleep(SETTLE)
        reset_peer(self.peer.database_url)
        return self.sample(operation, lambda: self._load(operation, enough_seconds(warm, seconds)))

    def _load(self, operation: str, seconds: int) -> Tally:
        arguments = [NAMES[operation], str(random.randrange(1_000_000))]
        return run_wrk(self.peer.url, self.script, arguments, seconds=seconds, environment=self.environment)


def reset_peer(database_url: str) -> None:
    """Bring the peer's database back to how it was seeded."""
    with psycopg.connect(database_url, autocommit=True) as connection:
        connection.execute(RESET)
        connection.execute("VACUUM exam_attempt, exam_response, exam_script")
