from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "mathvidya.api"

    def ready(self) -> None:
        from mathvidya.api.actions import forget_old_counts, forget_old_replies
        from mathvidya.ops.pruning import register

        register("idempotent replies", forget_old_replies)
        register("rate counts", forget_old_counts)
