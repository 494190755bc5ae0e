"""Assertion and reason: two claims, and four fixed options in the board's words, which never move."""

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from mathvidya.lib.json_schema import TEXT
from questions.rules.faults import Faults, Spec, key_named
from questions.rules.verdicts import Graded, judged
from questions.types.base import Answer
from questions.types.choice import ChoiceType

OPTIONS = {
    "a": _lazy(
        "Both Assertion (A) and Reason (R) are true and Reason (R) is the correct explanation of Assertion (A)."
    ),
    "b": _lazy(
        "Both Assertion (A) and Reason (R) are true but Reason (R) is not the correct explanation of Assertion (A)."
    ),
    "c": _lazy("Assertion (A) is true but Reason (R) is false."),
    "d": _lazy("Assertion (A) is false but Reason (R) is true."),
}


class AssertionReason(ChoiceType):
    code = "assertion_reason"
    label = _lazy("Assertion and reason")
    fields = frozenset({"assertion", "reason", "answer"})
    shown = ("stem", "assertion", "reason")
    field_schemas = {"assertion": TEXT, "reason": TEXT}
    needs_stem = False

    def check(self, spec: Spec, errors: Faults, path: str, marks: Decimal | None) -> None:
        errors.text(spec, "assertion", path, required=True)
        errors.text(spec, "reason", path, required=True)
        if key_named(spec, errors, path, "option") not in OPTIONS:
            errors.add(path + "answer", _("The key must be a, b, c or d."))

    def texts(self, spec: Spec) -> list[str]:
        return [spec.get(name, "") for name in self.shown]

    def opening(self, spec: Spec) -> str:
        return str(spec.get("stem") or spec.get("assertion", ""))

    def options(self, spec: Spec) -> list[dict[str, str]]:
        return [{"id": option, "text": str(text)} for option, text in OPTIONS.items()]

    def moving_options(self, spec: Spec) -> tuple[str, ...]:
        return ()

    def judge(self, spec: Spec, answer: Answer, marks: Decimal, negative: Decimal) -> Graded:
        return judged(answer["option"] == spec["answer"]["option"], marks, negative)

    def editor_texts(self) -> dict[str, str]:
        return {
            "assertion": _("Assertion (A)"),
            "reason": _("Reason (R)"),
            "right": _("Right answer"),
            **{f"assertion_{option}": str(text) for option, text in OPTIONS.items()},
        }
