"""Numbers that are read when somebody asks /metrics for them:
`gauge("marking_tasks_overdue", "Marking tasks past their time", count)`.
"""

from collections.abc import Callable, Iterator, Mapping

import structlog
from prometheus_client import REGISTRY
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

log = structlog.get_logger(__name__)


class _Gauge(Collector):
    """A number, or one per label, read on demand. What cannot be read is left out: it must not hide the rest."""

    def __init__(self, name: str, help_text: str, read: Callable[[], float | Mapping[str, float]], label: str) -> None:
        self.name, self.help_text, self.read, self.label = name, help_text, read, label

    def describe(self) -> list[GaugeMetricFamily]:
        """Names only: registration must not touch the database."""
        return [self._empty()]

    def collect(self) -> Iterator[GaugeMetricFamily]:
        try:
            found = self.read()
        except Exception as error:  # noqa: BLE001  (a database that is away, or a mistake: said, and left out)
            log.warning("gauge_unreadable", gauge=self.name, error=type(error).__name__)
            return
        family = self._empty()
        for label, value in found.items() if isinstance(found, Mapping) else [(None, found)]:
            family.add_metric([] if label is None else [label], value)
        yield family

    def _empty(self) -> GaugeMetricFamily:
        return GaugeMetricFamily(self.name, self.help_text, labels=[self.label] if self.label else [])


def gauge(name: str, help_text: str, read: Callable[[], float | Mapping[str, float]], *, label: str = "") -> None:
    """Show `read()` as `name`, or each of its members as `name{label="<key>"}`; call it from the app's ready()."""
    REGISTRY.register(_Gauge(name, help_text, read, label))
