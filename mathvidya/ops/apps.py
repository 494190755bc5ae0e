from django.apps import AppConfig
from django.core.checks import Tags, register


class OpsConfig(AppConfig):
    name = "mathvidya.ops"

    def ready(self) -> None:
        from mathvidya.ops import checks, django_parts, gauges, pruning, sentry

        pruning.register("sessions", django_parts.forget_sessions)
        register(checks.check_durability, Tags.database)
        gauges.register_gauges()
        sentry.start()
