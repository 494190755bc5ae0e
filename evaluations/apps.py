from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EvaluationsConfig(AppConfig):
    name = "evaluations"

    def ready(self) -> None:
        from accounts.choices import Role
        from accounts.queries.export import export_parts
        from evaluations.actions.forgetting import purge_pages
        from evaluations.actions.pages import ANSWER_PAGE, PAGE_PURPOSE
        from evaluations.choices import NOTICE_KINDS
        from evaluations.queries.desk import count_lapsed, count_overdue, count_waiting
        from evaluations.queries.export import evaluations_part
        from evaluations.rules.shapes import SHAPES
        from mathvidya.api.components import Union, unions
        from mathvidya.lib.enum_names import enum_names
        from mathvidya.lib.gauges import Gauge, gauges
        from mathvidya.notifications.choices import register_kinds
        from mathvidya.ops.pruning import pruners
        from mathvidya.uploads.choices import purposes
        from mathvidya.web.admin_menu import Row, groups, rows
        from mathvidya.web.navigation import Entry, entries

        register_kinds(*NOTICE_KINDS)
        export_parts.register("evaluations", evaluations_part)
        pruners.register("pages of people erased long ago", purge_pages)
        purposes.register(ANSWER_PAGE, PAGE_PURPOSE)
        unions.register(
            "AnnotationOut", Union("kind", lambda: {kind: {"shape": shape} for kind, shape in SHAPES.items()})
        )
        enum_names.register("PageState", "evaluations.choices.PageState")
        enum_names.register("MarkingTaskState", "evaluations.choices.TaskState")
        enum_names.register("ReEvaluationState", "evaluations.choices.RequestState")
        overdue = Gauge("Scripts past their promised time that are not marked", count_overdue)
        gauges.register("marking_tasks_waiting", Gauge("Scripts that wait for a marker", count_waiting))
        gauges.register("marking_tasks_overdue", overdue)
        gauges.register("marking_leases_lapsed", Gauge("Scripts held by markers whose lease is over", count_lapsed))
        entries.register("marking_queue", Entry(_("Marking"), "pen", {Role.TEACHER}), order=50)
        entries.register("marking_sla", Entry(_("Promises"), "clock", {Role.ADMIN}), order=80)
        groups.register("marking", _("Marking"), order=50)
        rows.register("evaluations_markingtask", Row(_("Marking tasks"), "assignment", "marking"))
        rows.register("evaluations_page", Row(_("Pages"), "photo_library", "marking"))
        rows.register("evaluations_mark", Row(_("Marks"), "rate_review", "marking"))
        rows.register("evaluations_reevaluation", Row(_("Re-evaluations"), "restart_alt", "marking"))
