"""True or false."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from mathvidya.lib.json_schema import object_of
from questions.rules.answers import BadAnswer, only
from questions.rules.faults import Faults, Spec, key_named
from questions.rules.verdicts import Graded, judged
from questions.types.base import Answer
from questions.types.choice import ChoiceType

TRUTHS = {"true": True, "t": True, "सही": True, "false": False, "f": False, "गलत": False}


class TrueFalse(ChoiceType):
    code = "true_false"
    label = _lazy("True or false")
    fields = frozenset({"answer"})
    shown = ("stem",)
    field_schemas = {}
    answer_schema = key_schema = object_of({"value": {"type": "boolean"}})
    key_hint = _lazy("true or false")

    def check(self, spec: Spec, errors: Faults, path: str, marks: Decimal | None) -> None:
        if not isinstance(key_named(spec, errors, path, "value"), bool):
            errors.add(path + "answer", _("The key must be true or false."))

    def options(self, spec: Spec) -> list[dict[str, str]]:
        return [{"id": "true", "text": _("True")}, {"id": "false", "text": _("False")}]

    def moving_options(self, spec: Spec) -> tuple[str, ...]:
        return ()

    def check_answer(self, spec: Spec, answer: Answer) -> Answer:
        value = only(answer, "value")
        if not isinstance(value, bool):
            raise BadAnswer("`value` is true or false.")
        return {"value": value}

    def judge(self, spec: Spec, answer: Answer, marks: Decimal, negative: Decimal) -> Graded:
        return judged(answer["value"] is spec["answer"]["value"], marks, negative)

    def chosen(self, answer: Mapping[str, Any]) -> set[str]:
        return {str(answer["value"]).lower()} if "value" in answer else set()

    def read_key(self, text: str) -> dict[str, Any]:
        truth = TRUTHS.get(text.lower())
        if truth is None:
            raise BadAnswer(_("Write true or false."))
        return {"value": truth}

    def editor_texts(self) -> dict[str, str]:
        return {"value": _("Answer"), "true": _("True"), "false": _("False")}
