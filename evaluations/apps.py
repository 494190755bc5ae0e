from django.apps import AppConfig


class EvaluationsConfig(AppConfig):
    name = "evaluations"

    def ready(self) -> None:
        from accounts.queries.export import register_export
        from evaluations.actions.forgetting import purge_pages
        from evaluations.choices import NOTICE_KINDS
        from evaluations.queries.desk import count_lapsed, count_overdue, count_waiting
        from evaluations.queries.export import evaluations_part
        from mathvidya.lib.gauges import gauge
        from mathvidya.notifications.choices import register_kinds
        from mathvidya.ops import pruning

        register_kinds(*NOTICE_KINDS)
        register_export("evaluations", evaluations_part)
        pruning.register("pages of people erased long ago", purge_pages)
        gauge("marking_tasks_waiting", "Scripts that wait for a marker", count_waiting)
        gauge("marking_tasks_overdue", "Scripts past their promised time that are not marked", count_overdue)
        gauge("marking_leases_lapsed", "Scripts held by markers whose lease is over", count_lapsed)
