from django.apps import AppConfig


class QuestionsConfig(AppConfig):
    name = "questions"

    def ready(self) -> None:
        from mathvidya.ops import pruning
        from questions.actions.import_runs import forget_imports

        pruning.register("old imports", forget_imports)
