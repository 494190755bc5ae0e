"""Single choice: one option is right; its place on the screen does not matter."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from maths import Verdict, judge
from questions.rules.faults import Faults, Spec, key_named
from questions.rules.mistakes import check_wrong, wrong_of
from questions.rules.verdicts import Graded, judged
from questions.types.base import Answer
from questions.types.choice import OPTIONS, ChoiceType, check_options


class SingleChoice(ChoiceType):
    code = "single_choice"
    label = _lazy("Single choice")
    fields = frozenset({"options", "answer", "wrong"})
    field_schemas = {"options": OPTIONS, "wrong": wrong_of("option")}
    optional = frozenset({"wrong"})
    can_vary = True

    def check(self, spec: Spec, errors: Faults, path: str, marks: Decimal | None) -> None:
        ids = check_options(spec, errors, path)
        key = key_named(spec, errors, path, "option")
        if not isinstance(key, str) or key not in ids:
            errors.add(path + "answer", _("The key must be one of the options."))
        check_wrong(spec, errors, path, "option")

    def check_draw(self, drawn: Mapping[str, Any]) -> dict[str, str]:
        texts = {option["id"]: option["text"].strip().strip("$") for option in drawn["options"]}
        right = drawn["answer"]["option"]
        same = {"test": "equivalent", "key": texts[right]}
        return {
            f"options.{number}.text": _("This is the key in another form.")
            for number, (option, text) in enumerate(texts.items())
            if option != right and judge(same, text, algebra=False).verdict is Verdict.RIGHT
        }

    def judge(self, spec: Spec, answer: Answer, marks: Decimal, negative: Decimal) -> Graded:
        return judged(answer["option"] == spec["answer"]["option"], marks, negative)

    def is_same(self, spec: Spec, known: Mapping[str, Any], answer: Answer) -> bool:
        return bool(known.get("option") == answer["option"])
