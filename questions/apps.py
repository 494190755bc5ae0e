from django.apps import AppConfig


class QuestionsConfig(AppConfig):
    name = "questions"

    def ready(self) -> None:
        from mathvidya.ops import pruning
        from questions.actions.import_runs import forget_imports
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
        pruning.register("old imports", forget_imports)
