"""The product's side: its operations over HTTP, one sample after another."""

import urllib.request
from pathlib import Path

from benchmarks.hot.meter import Meter
from benchmarks.hot.operations import OPERATIONS, Operation
from benchmarks.hot.side import NotEffective, Sample, Side
from benchmarks.load.generators import CONNECTIONS, WARM_UP, enough_seconds, run_table
from benchmarks.load.requests import Request, read_table, write_table
from benchmarks.school import School
from rigs.services import Server, Stack


class Product(Side):
    name = "product"

    def __init__(self, stack: Stack, school: School, folder: Path) -> None:
        self.stack, self.school, self.folder = stack, school, folder
        self.meter = Meter([stack.web, stack.signin], stack.postgres, stack.redis, stack.database_url)
        self._kinds = {kind.name: kind for kind in OPERATIONS}

    def operations(self) -> list[str]:
        return list(self._kinds)

    def server(self, operation: str) -> Server:
        """Return the server that answers the operation's requests."""
        return self.stack.server_of(self._kinds[operation].address)

    def run(self, operation: str, *, seconds: int) -> Sample:
        measured = self._kinds[operation](self.school, seconds=seconds + WARM_UP)
        table, url = self.folder / f"{operation}.table", self.server(operation).url
        rows = write_table(table, measured.requests())
        begun = measured.effects()
        self._check_first(url, table)
        warm = run_table(url, table, seconds=WARM_UP, skip=1)
        # Rows of requests that were still running when the run ended are used up as well.
        passed = 1 + warm.requests + CONNECTIONS
        length = enough_seconds(warm, seconds)
        sample = self.sample(operation, lambda: run_table(url, table, seconds=length, skip=passed % rows))
        self._check_effects(measured, begun, 1 + warm.requests + sample.tally.requests)
        return sample

    def _check_first(self, url: str, table: Path) -> None:
        """Send the first row by itself: an operation that is refused must say why. Raises HTTPError."""
        first: Request = read_table(table)[0]
        data = first.body.encode() if first.method != "GET" else None
        asked = urllib.request.Request(url + first.path, data, first.headers, method=first.method)  # noqa: S310
        with urllib.request.urlopen(asked, timeout=20) as answer:  # noqa: S310  (our own server on loopback)
            answer.read()

    def _check_effects(self, operation: Operation, begun: int | None, answered: int) -> None:
        """Check for as many effects as answers, except requests still running when a run ended. Raises NotEffective."""
        ended = operation.effects()
        if begun is None or ended is None:
            return
        effects = (ended - begun) / operation.effects_per_request
        if not answered <= effects <= answered + 2 * CONNECTIONS:
            raise NotEffective(f"{operation.name}: {answered} answers, {effects:g} effects")
