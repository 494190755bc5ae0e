"""Written answers: a teacher marks them by a scheme of steps."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from mathvidya.lib.decimals import as_marks
from mathvidya.lib.json_schema import DECIMAL, TEXT, list_of, object_of
from questions.rules.answers import BadAnswer, text_of
from questions.rules.cases import Cases
from questions.rules.content import ItemContent
from questions.rules.faults import TEXT_MAX, Faults, Spec, check_key
from questions.rules.steps import grade_steps
from questions.types.base import Answer, Awards, Outcome, QuestionType

LONGEST = 10_000
STEPS_MAX = 40
STEP = object_of(
    {"key": TEXT, "label": TEXT, "marks": DECIMAL, "alternatives": list_of(TEXT)}, optional=("alternatives",)
)


class Written(QuestionType):
    code = "written"
    label = _lazy("Written")
    fields = frozenset({"scheme"})
    field_schemas = {"scheme": list_of(STEP)}
    answer_schema = object_of({"text": TEXT})
    key_schema = None
    is_objective = False
    is_written = True

    def check(self, spec: Spec, errors: Faults, path: str, marks: Decimal | None) -> None:
        keys: set[str] = set()
        total = Decimal(0)
        for number, step in enumerate(errors.items(spec, "scheme", path, 1, STEPS_MAX)):
            here = f"{path}scheme.{number}."
            errors.unknown(step, {"key", "label", "marks", "alternatives"}, here)
            check_key(step, keys, errors, here)
            errors.text(step, "label", here, required=True)
            total += errors.marks(step.get("marks"), here + "marks") or 0
            others = step.get("alternatives", [])
            if not isinstance(others, list) or not all(isinstance(o, str) and 0 < len(o) <= TEXT_MAX for o in others):
                errors.add(here + "alternatives", _("A list of texts."))
        if marks is not None and keys and total != marks:
            errors.add(
                path + "scheme",
                _("The steps come to %(total)s, but the question carries %(marks)s marks.")
                % {"total": as_marks(total), "marks": as_marks(marks)},
            )

    def check_answer(self, spec: Spec, answer: Answer) -> Answer:
        return text_of(answer, "text", LONGEST)

    def grade(self, item: ItemContent, answer: Answer | None, awards: Awards | None, cases: Cases) -> Outcome:
        graded, steps = grade_steps(item.written_steps, awards, item.marks)
        return Outcome(graded, steps=steps)

    def working(self, answer: Mapping[str, Any]) -> str:
        return str(answer.get("text", ""))

    def has_key(self, spec: Spec) -> bool:
        return False

    def check_key(self, item: ItemContent, key: object) -> None:
        raise BadAnswer("A written question has no key; its marks are corrected on the marking desk.")

    def editor_texts(self) -> dict[str, str]:
        return {
            "scheme": _("Marking scheme"),
            "step": _("What earns it"),
            "marks": _("Marks"),
            "alternatives": _("Other ways that earn it, one a line"),
            "addStep": _("Add a step"),
            "total": _("Steps come to"),
        }
