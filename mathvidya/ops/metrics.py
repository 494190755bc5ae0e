"""Metrics of every request. Numbers that are read when /metrics is requested are in `mathvidya.lib.gauges`."""

from prometheus_client import Counter, Histogram

from mathvidya.lib.process_caches import pure

REQUESTS = Counter("http_requests", "Requests answered", ["route", "method", "status"])
SECONDS = Histogram(
    "http_request_seconds",
    "Time to answer",
    ["route"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
)


def count_request(*, route: str, method: str | None, status: int, seconds: float) -> None:
    counter, times = _series(route, method, status)
    counter.inc()
    times.observe(seconds)


@pure(maxsize=5000)
def _series(route: str, method: str | None, status: int) -> tuple[Counter, Histogram]:
    """Return counter and histogram of these labels, cached: looking them up costs more than counting."""
    return REQUESTS.labels(route, method, status), SECONDS.labels(route)
