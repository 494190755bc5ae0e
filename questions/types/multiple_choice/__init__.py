"""Multiple choice, with its three rules of partial credit."""

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from mathvidya.lib.json_schema import TEXT, list_of, object_of, one_of
from questions.rules.answers import BadAnswer, only
from questions.rules.faults import Faults, Spec, key_named
from questions.rules.verdicts import UNANSWERED, Graded, Verdict
from questions.types.base import Answer
from questions.types.choice import OPTIONS, ChoiceType, check_options

CENT = Decimal("0.01")
PARTIAL = ("all_or_nothing", "proportional", "right_minus_wrong")


class MultipleChoice(ChoiceType):
    code = "multiple_choice"
    label = _lazy("Multiple choice")
    fields = frozenset({"options", "answer", "partial"})
    shown = ("stem", "options", "partial")
    field_schemas = {
        "options": OPTIONS,
        "partial": one_of(*PARTIAL),
    }
    optional = frozenset({"partial"})
    answer_schema = key_schema = object_of({"options": list_of(TEXT)})

    def check(self, spec: Spec, errors: Faults, path: str, marks: Decimal | None) -> None:
        ids = check_options(spec, errors, path)
        keys = key_named(spec, errors, path, "options")
        if not isinstance(keys, list) or not keys or not all(isinstance(key, str) and key in ids for key in keys):
            errors.add(path + "answer", _("The key must name one or more of the options."))
        elif len(set(keys)) != len(keys):
            errors.add(path + "answer", _("The key names an option twice."))
        if spec.get("partial", PARTIAL[0]) not in PARTIAL:
            errors.add(path + "partial", _("One of %(names)s.") % {"names": ", ".join(PARTIAL)})

    def check_answer(self, spec: Spec, answer: Answer) -> Answer:
        options, known = only(answer, "options"), {option["id"] for option in spec["options"]}
        if not isinstance(options, list) or not all(isinstance(option, str) and option in known for option in options):
            raise BadAnswer("`options` lists ids of this question's options.")
        # Sorted and without repeats, so that the same choice always has the same receipt.
        return {"options": sorted(set(options))} if options else {}

    def judge(self, spec: Spec, answer: Answer, marks: Decimal, negative: Decimal) -> Graded:
        """Return the marks by the rule of the question.

        `proportional`: the share of right ticks, nothing with a wrong one. `right_minus_wrong`: (right - wrong) / keys.
        Negative marks are taken off only when nothing was earned.
        """
        right, chosen = set(spec["answer"]["options"]), set(answer["options"])
        if not chosen:
            return UNANSWERED
        if chosen == right:
            return Graded(marks, Verdict.RIGHT)
        hits, misses = len(chosen & right), len(chosen - right)
        rule = spec.get("partial", "all_or_nothing")
        share = 0
        if rule == "proportional" and not misses:
            share = hits
        elif rule == "right_minus_wrong":
            share = max(hits - misses, 0)
        if share == 0:
            return Graded(-negative, Verdict.WRONG)
        return Graded((marks * share / len(right)).quantize(CENT, ROUND_HALF_UP), Verdict.PARTLY)

    def chosen(self, answer: Mapping[str, Any]) -> set[str]:
        return set(answer.get("options", ()))

    def read_key(self, text: str) -> dict[str, Any]:
        return {"options": text.lower().replace(",", " ").split()}

    def editor_texts(self) -> dict[str, str]:
        return {
            **super().editor_texts(),
            "partial": _("A partly right answer earns"),
            "all_or_nothing": _("nothing"),
            "proportional": _("its share, nothing with a wrong tick"),
            "right_minus_wrong": _("right ticks less wrong ticks"),
        }
