"""Numbers that are read when /metrics is requested. The app that knows a number registers it in ready():
`gauges.register("marking_tasks_overdue", Gauge("Marking tasks past their time", count_overdue))`.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import structlog
from prometheus_client import REGISTRY
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from mathvidya.lib.registry import Registry

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Gauge:
    """A number that `read()` returns; with `label` a mapping, shown as `name{label="<key>"}` for each member."""

    help_text: str
    read: Callable[[], float | Mapping[str, float]]
    label: str = ""

    def family(self, name: str) -> GaugeMetricFamily:
        """Return an empty family of that name."""
        return GaugeMetricFamily(name, self.help_text, labels=[self.label] if self.label else [])


gauges: Registry[Gauge] = Registry("gauge")


class _Gauges(Collector):
    """All gauges, read on demand. One that cannot be read is left out, so that it does not hide the others."""

    def describe(self) -> list[GaugeMetricFamily]:
        """Return the names alone: they must not touch the database."""
        return [gauge.family(name) for name, gauge in gauges.items()]

    def collect(self) -> Iterator[GaugeMetricFamily]:
        for name, gauge in gauges.items():
            try:
                found = gauge.read()
            except Exception as error:  # noqa: BLE001  (a database that is away, or a mistake: logged, and left out)
                log.warning("gauge_unreadable", gauge=name, error=type(error).__name__)
                continue
            family = gauge.family(name)
            for label, value in found.items() if isinstance(found, Mapping) else [(None, found)]:
                family.add_metric([] if label is None else [label], value)
            yield family


REGISTRY.register(_Gauges())
