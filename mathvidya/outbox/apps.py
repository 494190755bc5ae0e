from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class OutboxConfig(AppConfig):
    name = "mathvidya.outbox"

    def ready(self) -> None:
        from mathvidya.lib.gauges import Gauge, gauges
        from mathvidya.outbox.metrics import count_parked, count_unpublished, count_waiting, oldest_seconds

        autodiscover_modules("events", "handlers")
        gauges.register("outbox_waiting", Gauge("Deliveries and unsent events that wait", count_waiting))
        gauges.register("outbox_oldest_seconds", Gauge("Age of the oldest event that waits", oldest_seconds))
        gauges.register("outbox_parked", Gauge("Deliveries that failed too often and need a person", count_parked))
        gauges.register(
            "outbox_unpublished", Gauge("Events that a publisher has not taken", count_unpublished, label="publisher")
        )
