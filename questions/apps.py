from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class QuestionsConfig(AppConfig):
    name = "questions"

    def ready(self) -> None:
        from accounts.choices import Role
        from mathvidya.ops.pruning import pruners
        from mathvidya.uploads.choices import purposes
        from mathvidya.web.admin_menu import Row, groups, rows
        from mathvidya.web.navigation import Entry, entries
        from questions.actions.images import IMAGE_PURPOSE, QUESTION_IMAGE
        from questions.actions.import_runs import forget_imports

        pruners.register("old imports", forget_imports)
        purposes.register(QUESTION_IMAGE, IMAGE_PURPOSE)
        authors = {Role.TEACHER, Role.ADMIN}
        entries.register("question_list", Entry(_("Questions"), "question", authors), order=90)
        groups.register("bank", _("Bank"), order=30)
        rows.register("questions_question", Row(_("Questions"), "quiz", "bank"))
