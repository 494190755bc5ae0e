"""Closed loops: each connection sends its next request when the last one is answered."""

import http.client
import shutil
import statistics
import subprocess
import threading
import time
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from benchmarks.load.requests import Request, read_table

CONNECTIONS = 16
WARM_UP, LONGEST = 2, 20  # seconds
LUA = Path(__file__).with_name("table.lua")


@dataclass(frozen=True)
class Tally:
    """What a run did: answered requests, seconds, latencies in milliseconds, answers that were no success."""

    requests: int
    seconds: float
    p50: float
    p95: float
    p99: float
    errors: int

    @property
    def rate(self) -> float:
        """Requests a second."""
        return self.requests / self.seconds if self.seconds else 0.0


def generator_name() -> str:
    """Return "wrk" or "threads": the generator that runs on this machine."""
    return "wrk" if shutil.which("wrk") else "threads of Python (wrk is not installed)"


def enough_seconds(warm: Tally, seconds: int) -> int:
    """Return how many seconds to run: more where slow requests still running at the end would distort the average."""
    wanted = 10 * CONNECTIONS / max(warm.rate, 1)
    return min(max(seconds, round(wanted)), max(seconds, LONGEST))


def run_table(url: str, table: Path, *, seconds: int, skip: int = 0) -> Tally:
    """Send the rows of `table` from row `skip` on, over and over, for `seconds`. Raises RuntimeError."""
    if shutil.which("wrk"):
        return run_wrk(url, LUA, [str(table), str(skip)], seconds=seconds)
    return _run_threads(url, read_table(table), seconds=seconds, skip=skip)


def run_wrk(
    url: str, script: Path, arguments: list[str], *, seconds: int, environment: dict[str, str] | None = None
) -> Tally:
    """Run a Lua script whose `done` prints seven numbers last: requests, microseconds, p50, p95, p99, refused, broken.

    Raises RuntimeError with wrk's own words.
    """
    shape = ["-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--timeout", "20s", "--latency"]
    command = ["wrk", *shape, "-s", str(script), url, "--", *arguments]
    done = subprocess.run(command, check=False, capture_output=True, text=True, env=environment)
    numbers = done.stdout.split()[-7:]
    if done.returncode or not all(number.isdigit() for number in numbers):
        raise RuntimeError(f"wrk failed: {done.stdout[-500:]} {done.stderr[-500:]}")
    requests, duration, p50, p95, p99, refused, broken = map(int, numbers)
    return Tally(requests, duration / 1e6, p50 / 1000, p95 / 1000, p99 / 1000, refused + broken)


def _run_threads(url: str, requests: list[Request], *, seconds: int, skip: int) -> Tally:
    address, places, times = url.removeprefix("http://"), count(skip), list[float]()
    errors: list[int] = []
    begun = time.perf_counter()

    def client() -> None:
        connection = http.client.HTTPConnection(address, timeout=20)
        while (sent := time.perf_counter()) < begun + seconds:
            try:
                status = _send(connection, requests[next(places) % len(requests)])
            except (OSError, http.client.HTTPException):
                errors.append(0)
                connection.close()
                continue
            times.append((time.perf_counter() - sent) * 1000)
            if not 200 <= status < 400:
                errors.append(status)
        connection.close()

    threads = [threading.Thread(target=client) for _ in range(CONNECTIONS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return Tally(len(times), time.perf_counter() - begun, *_percentiles(times), len(errors))


def _send(connection: http.client.HTTPConnection, request: Request) -> int:
    """Send one request; return the status of its answer, which is read to its end."""
    connection.request(request.method, request.path, request.body.encode() or None, request.headers)
    answer = connection.getresponse()
    answer.read()
    return answer.status


def _percentiles(times: list[float]) -> tuple[float, float, float]:
    if len(times) < 2:
        return (0.0, 0.0, 0.0)
    cuts = statistics.quantiles(times, n=100, method="inclusive")
    return cuts[49], cuts[94], cuts[98]
