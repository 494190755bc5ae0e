from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class QuestionsConfig(AppConfig):
    name = "questions"

    def ready(self) -> None:
        from accounts.choices import Role
        from mathvidya.api.components import Union, components, unions
        from mathvidya.ops.pruning import pruners
        from mathvidya.uploads.choices import purposes
        from mathvidya.web.admin_menu import Row, groups, rows
        from mathvidya.web.navigation import Entry, entries
        from questions.actions.images import IMAGE_PURPOSE, QUESTION_IMAGE
        from questions.actions.import_runs import forget_imports
        from questions.queries.schemas import by_type, question_components
        from questions.types import register
        from questions.types.assertion_reason import AssertionReason
        from questions.types.case_study import CaseStudy
        from questions.types.expression import Expression
        from questions.types.multiple_choice import MultipleChoice
        from questions.types.numeric import Numeric
        from questions.types.short_text import ShortText
        from questions.types.single_choice import SingleChoice
        from questions.types.true_false import TrueFalse
        from questions.types.written import Written

        kinds = SingleChoice, MultipleChoice, TrueFalse, AssertionReason, Numeric, ShortText, Expression, Written
        for kind in (*kinds, CaseStudy):  # in the order of the lists
            register(kind())
        components.register("questions", question_components)
        for name in ("QuestionIn", "QuestionOut", "QuestionVersionOut"):
            unions.register(name, Union("type", by_type(spec="Spec")))
        pruners.register("old imports", forget_imports)
        purposes.register(QUESTION_IMAGE, IMAGE_PURPOSE)
        authors = {Role.TEACHER, Role.ADMIN}
        entries.register("question_list", Entry(_("Questions"), "question", authors), order=90)
        groups.register("bank", _("Bank"), order=30)
        rows.register("questions_question", Row(_("Questions"), "quiz", "bank"))
