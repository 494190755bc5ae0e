from django.apps import AppConfig


class ProofConfig(AppConfig):
    name = "tests.proof_app"

    def ready(self) -> None:
        from questions.types import register
        from tests.proof_app.in_order import InOrder

        register(InOrder())
