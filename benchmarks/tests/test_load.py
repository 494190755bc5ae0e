"""Load generators, and the reports on their numbers."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from benchmarks.hot.limit import read_pgbench
from benchmarks.hot.meter import Cost
from benchmarks.hot.report import rows_of, table_of
from benchmarks.hot.side import Sample
from benchmarks.load import generators
from benchmarks.load.generators import Tally, enough_seconds, run_table
from benchmarks.load.requests import Request, read_table, write_table

REQUESTS = [
    Request("GET", "/one", {"Accept": "text/html", "Cookie": "a=b: c"}),
    Request("POST", "/two", {"Content-Type": "application/json"}, '{"answer": "½"}'),
]


def test_a_table_gives_back_what_was_written(tmp_path):
    assert write_table(tmp_path / "table", REQUESTS) == 2
    assert read_table(tmp_path / "table") == REQUESTS


class Recorder(BaseHTTPRequestHandler):
    """Answers 200 and keeps the requests."""

    protocol_version = "HTTP/1.1"

    def answer(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
        self.server.seen.append((self.command, self.path, self.headers.get("Cookie"), body))
        self.send_response(200 if self.path != "/refused" else 409)
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_GET = do_POST = answer

    def log_message(self, format: str, *args: object) -> None:
        pass


class Listener(ThreadingHTTPServer):
    request_queue_size = 64  # all connections come at once

    def handle_error(self, request: object, client_address: object) -> None:
        """Do nothing: a generator that ends closes its connections in the middle of a request."""


@pytest.fixture
def server():
    recorder = Listener(("127.0.0.1", 0), Recorder)
    recorder.seen = []
    thread = threading.Thread(target=recorder.serve_forever, daemon=True)
    thread.start()
    yield recorder
    recorder.shutdown()
    recorder.server_close()


@pytest.mark.parametrize("has_wrk", [True, False])
def test_both_generators_send_the_rows_as_they_stand_and_count_refusals(server, tmp_path, monkeypatch, has_wrk):
    if has_wrk and not generators.shutil.which("wrk"):
        pytest.skip("wrk is not installed")
    if not has_wrk:
        monkeypatch.setattr(generators.shutil, "which", lambda name: None)
    table, url = tmp_path / "table", f"http://127.0.0.1:{server.server_port}"
    write_table(table, [*REQUESTS, Request("POST", "/refused", {}, "{}")])
    tally = run_table(url, table, seconds=1, skip=1)
    assert server.seen[0][:2] in (("POST", "/two"), ("POST", "/refused"), ("GET", "/one"))
    assert {entry for entry in server.seen if entry[1] == "/one"} == {("GET", "/one", "a=b: c", "")}
    assert {entry[3] for entry in server.seen if entry[1] == "/two"} == {'{"answer": "½"}'}
    assert tally.requests == pytest.approx(len(server.seen), abs=generators.CONNECTIONS)
    assert tally.errors == pytest.approx(tally.requests / 3, rel=0.2)
    assert 0 < tally.p50 <= tally.p95 <= tally.p99


def test_pgbench_is_read_and_its_failures_count():
    printed = """number of transactions actually processed: 1200
number of failed transactions: 3 (0.250%)
latency average = 2.500 ms"""
    assert read_pgbench(printed, 3) == Tally(1200, 3.0, 2.5, 2.5, 2.5, 3)
    with pytest.raises(ValueError, match="pgbench said"):
        read_pgbench("connection refused", 3)


def sample(side: str, requests: int, cpu: float, *, p95: float = 5.0, errors: int = 0) -> Sample:
    """A run of saves that took one second."""
    tally = Tally(requests, 1.0, 1.0, p95, p95, errors)
    return Sample(side, "save", tally, Cost(app=cpu, postgres=0.0, redis=0.0, statements=requests))


def test_a_ratio_is_the_median_of_those_taken_inside_each_round():
    # A slow machine in the second round slows both sides; a ratio of the two sides' medians would be another number.
    rounds = [
        [sample("product", 1000, 0.7), sample("peer", 1000, 4.2), sample("limit", 2000, 0.3)],
        [sample("product", 500, 1.0), sample("peer", 1000, 14.0), sample("limit", 1000, 0.3)],
        [sample("product", 1000, 0.5), sample("peer", 1000, 3.5), sample("limit", 2000, 0.3)],
    ]
    [row] = rows_of(rounds)
    assert row["ratio"] == 7.0
    assert row["share_of_limit"] == 0.5
    assert row["cpu_ms"] == 0.7
    assert row["queries"] == 1.0
    assert row["misses"] == []
    assert "✓" in table_of([row])


def test_what_falls_short_is_told():
    [row] = rows_of(
        [[sample("product", 100, 0.5, p95=31, errors=2), sample("peer", 100, 1.0), sample("limit", 1000, 1)]]
    )
    assert len(row["misses"]) == 4
    assert "✗ save: 2.0 times less CPU than the peer, wanted 6" in table_of([row])


@pytest.mark.parametrize(("rate", "seconds"), [(1000, 3), (20, 8), (0, 20)])
def test_slow_requests_are_measured_longer(rate, seconds):
    assert enough_seconds(Tally(rate * 2, 2.0, 1.0, 1.0, 1.0, 0), 3) == seconds


def test_a_cost_from_too_few_requests_is_doubted():
    assert "? save: 9 answers" in table_of(rows_of([[sample("product", 9, 0.5)]]))
    assert "?" not in table_of(rows_of([[sample("product", 500, 0.5)]]))


def test_without_a_peer_nothing_is_claimed():
    [row] = rows_of([[sample("product", 100, 0.5)]])
    assert row["ratio"] is None
    assert "✓" not in table_of([row])
    assert "✗" not in table_of([row])
