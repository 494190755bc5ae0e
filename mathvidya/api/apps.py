from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "mathvidya.api"

    def ready(self) -> None:
        from mathvidya.api.actions import forget_old_counts, forget_old_replies
        from mathvidya.ops.pruning import pruners

        pruners.register("idempotent replies", forget_old_replies)
        pruners.register("rate counts", forget_old_counts)
