from django.apps import AppConfig
from django.core.checks import Tags, register


class OpsConfig(AppConfig):
    name = "mathvidya.ops"

    def ready(self) -> None:
        from mathvidya.lib.gauges import Gauge, gauges
        from mathvidya.ops import checks, django_parts, sentry
        from mathvidya.ops.gauges import beat_age, clock_skew, disk_free, waiting_messages
        from mathvidya.ops.pruning import pruners

        pruners.register("sessions", django_parts.forget_sessions)
        gauges.register("celery_queue_waiting", Gauge("Messages that no worker has taken", waiting_messages, "queue"))
        gauges.register("beat_last_seconds", Gauge("Time since the timetable last started a task", beat_age))
        gauges.register("disk_free_ratio", Gauge("Free part of the disk that holds VAR_DIR", disk_free))
        gauges.register("clock_skew_seconds", Gauge("This machine's clock less the database's", clock_skew))
        register(checks.check_durability, Tags.database)
        sentry.start()
