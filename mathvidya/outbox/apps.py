from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class OutboxConfig(AppConfig):
    name = "mathvidya.outbox"

    def ready(self) -> None:
        from mathvidya.outbox.metrics import register_metrics

        autodiscover_modules("events", "handlers")
        register_metrics()
