from django.apps import AppConfig


class ExamsConfig(AppConfig):
    name = "exams"

    def ready(self) -> None:
        from accounts.queries.export import register_export
        from exams.actions.forgetting import purge_answers
        from exams.actions.import_runs import forget_imports
        from exams.choices import NOTICE_KINDS
        from exams.queries.export import exams_part
        from mathvidya.notifications.choices import register_kinds
        from mathvidya.ops import pruning

        register_kinds(*NOTICE_KINDS)
        register_export("exams", exams_part)
        pruning.register("answers of people erased long ago", purge_answers)
        pruning.register("old imports", forget_imports)
