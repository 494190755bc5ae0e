from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ExamsConfig(AppConfig):
    name = "exams"

    def ready(self) -> None:
        from accounts.choices import Role
        from accounts.queries.export import export_parts
        from exams.access.practice import questions_still_to_be_sat
        from exams.actions.forgetting import purge_answers
        from exams.actions.paper_imports import take_paper
        from exams.choices import NOTICE_KINDS
        from exams.queries.export import exams_part
        from exams.queries.room import typed_test
        from exams.queries.uses import uses_on_papers
        from mathvidya.api.components import Union, unions
        from mathvidya.lib.enum_names import enum_names
        from mathvidya.notifications.choices import register_kinds
        from mathvidya.ops.pruning import pruners
        from mathvidya.web.admin_menu import Row, groups, rows
        from mathvidya.web.navigation import Entry, entries
        from questions.access.practice import withheld
        from questions.actions.imports import sections
        from questions.queries.schemas import by_type
        from questions.queries.typed_places import Place, places
        from questions.queries.uses import use_finders

        register_kinds(*NOTICE_KINDS)
        export_parts.register("exams", exams_part)
        pruners.register("answers of people erased long ago", purge_answers)
        unions.register("AskedItemOut", Union("type", by_type(spec="Shown")))
        unions.register("ResultItemOut", Union("type", by_type(question="Shown", answer="Answer?", key="Key?")))
        enum_names.register("ExamKind", "exams.choices.ExamKind")
        enum_names.register("AttemptStatus", "exams.choices.AttemptStatus")
        places.register("attempt", Place(typed_test, help_text="An open attempt of one's own"))
        sections.register("papers", take_paper)
        use_finders.register("papers", uses_on_papers)
        withheld.register("papers to be sat", questions_still_to_be_sat)
        authors = {Role.TEACHER, Role.ADMIN}
        entries.register("exam_list", Entry(_("Exams"), "clipboard", {Role.STUDENT}), order=40)
        entries.register("exam_manage", Entry(_("Exams"), "clipboard", authors), order=60)
        entries.register("result_list", Entry(_("Results"), "award", {Role.STUDENT, Role.PARENT}), order=70)
        entries.register("paper_list", Entry(_("Papers"), "paper", authors), order=100)
        rows.register("exams_paper", Row(_("Papers"), "description", "bank"))
        groups.register("exams", _("Exams"), order=40)
        rows.register("exams_exam", Row(_("Exams"), "event", "exams"))
        rows.register("exams_attempt", Row(_("Attempts"), "edit_note", "exams"))
        rows.register("exams_timeentry", Row(_("Time given"), "more_time", "exams"))
        rows.register("exams_resultrun", Row(_("Results"), "grading", "exams"))
