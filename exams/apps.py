from django.apps import AppConfig


class ExamsConfig(AppConfig):
    name = "exams"

    def ready(self) -> None:
        from accounts.queries.export import register_export
        from exams.actions.forgetting import purge_answers
        from exams.actions.paper_imports import take_paper
        from exams.queries.export import exams_part
        from exams.queries.room import typed_test
        from exams.queries.uses import uses_on_papers
        from mathvidya.ops import pruning
        from questions.actions.imports import register_section
        from questions.queries.typed_places import register_place
        from questions.queries.uses import register_uses

        register_export("exams", exams_part)
        pruning.register("answers of people erased long ago", purge_answers)
        register_place("attempt", typed_test, help_text="An open sitting of one's own")
        register_section("papers", take_paper)
        register_uses(uses_on_papers)
