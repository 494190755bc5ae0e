from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ExamsConfig(AppConfig):
    name = "exams"

    def ready(self) -> None:
        from accounts.choices import Role
        from accounts.queries.export import export_parts
        from exams.actions.forgetting import purge_answers
        from exams.actions.images import IMAGE_PURPOSE, QUESTION_IMAGE
        from exams.actions.import_runs import forget_imports
        from exams.queries.export import exams_part
        from mathvidya.ops.pruning import pruners
        from mathvidya.uploads.choices import purposes
        from mathvidya.web.admin_menu import Row, groups, rows
        from mathvidya.web.navigation import Entry, entries

        export_parts.register("exams", exams_part)
        pruners.register("answers of people erased long ago", purge_answers)
        pruners.register("old imports", forget_imports)
        purposes.register(QUESTION_IMAGE, IMAGE_PURPOSE)
        authors = {Role.TEACHER, Role.ADMIN}
        entries.register("exam_list", Entry(_("Exams"), "clipboard", {Role.STUDENT}), order=40)
        entries.register("exam_manage", Entry(_("Exams"), "clipboard", authors), order=60)
        entries.register("result_list", Entry(_("Results"), "award", {Role.STUDENT, Role.PARENT}), order=70)
        entries.register("question_list", Entry(_("Questions"), "question", authors), order=90)
        entries.register("paper_list", Entry(_("Papers"), "paper", authors), order=100)
        groups.register("bank", _("Bank"), order=30)
        rows.register("exams_question", Row(_("Questions"), "quiz", "bank"))
        rows.register("exams_paper", Row(_("Papers"), "description", "bank"))
        groups.register("exams", _("Exams"), order=40)
        rows.register("exams_exam", Row(_("Exams"), "event", "exams"))
        rows.register("exams_attempt", Row(_("Sittings"), "edit_note", "exams"))
        rows.register("exams_timeentry", Row(_("Time given"), "more_time", "exams"))
        rows.register("exams_resultrun", Row(_("Results"), "grading", "exams"))
