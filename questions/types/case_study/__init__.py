"""Case studies: parts graded by their own types, some of them alternatives. Any type that may be a part is asked."""

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from mathvidya.lib.json_schema import TEXT, JsonSchema, list_of, object_of, ref
from questions.rules.answers import BadAnswer, only
from questions.rules.cases import Cases
from questions.rules.content import ItemContent
from questions.rules.faults import Faults, Spec
from questions.rules.verdicts import Graded
from questions.types.base import Answer, Awards, Outcome, QuestionType
from questions.types.case_study.grade import counted_parts, whole
from questions.types.case_study.spec import PART_SHOWN, check_parts
from questions.types.items import checked, grade, misconception_of
from questions.types.registry import type_of


class CaseStudy(QuestionType):
    code = "case_study"
    label = _lazy("Case study")
    fields = frozenset({"parts"})
    answer_schema = object_of({"parts": {"type": "object", "additionalProperties": ref("PartAnswer")}})
    key_schema = object_of({"parts": {"type": "object", "additionalProperties": ref("PartKey")}})
    can_be_part = False
    has_parts = True
    is_objective = False

    def check(self, spec: Spec, errors: Faults, path: str, marks: Decimal | None) -> None:
        check_parts(spec, errors, path, marks)

    def student_view(self, spec: Spec) -> dict[str, Any]:
        parts = [
            {name: part[name] for name in PART_SHOWN if name in part} | type_of(part["type"]).student_view(part)
            for part in spec["parts"]
        ]
        return super().student_view(spec) | {"parts": parts}

    def shown_schema(self) -> JsonSchema:
        return object_of({"stem": TEXT, "parts": list_of(ref("ShownPart"))})

    def spec_schema(self) -> JsonSchema:
        return object_of(
            {"stem": TEXT, "solution": TEXT, "hint": TEXT, "parts": list_of(ref("Part"))}, optional=("solution", "hint")
        )

    def texts(self, spec: Spec) -> list[str]:
        of_parts = [text for _part, type_, part in self.questions_in(spec) for text in type_.texts(part)]
        return [spec.get("stem", ""), *of_parts]

    def questions_in(self, spec: Spec) -> list[tuple[str, QuestionType, Spec]]:
        return [(part["key"], type_of(part["type"]), part) for part in spec["parts"]]

    def check_answer(self, spec: Spec, answer: Answer) -> Answer:
        parts = only(answer, "parts")
        known = {part["key"]: part for part in spec["parts"]}
        if not isinstance(parts, dict) or not set(parts) <= set(known):
            raise BadAnswer("`parts` maps keys of this question's parts to answers.")
        stored = {key: checked(known[key]["type"], known[key], value) for key, value in parts.items()}
        kept = {key: value for key, value in stored.items() if value}
        return {"parts": kept} if kept else {}

    def grade(self, item: ItemContent, answer: Answer | None, awards: Awards | None, cases: Cases) -> Outcome:
        """Return the verdict; by part {"score", "max", "verdict", "counted", "misconception" (if one is known)}."""
        answers = (answer or {}).get("parts", {})
        outcomes = {part.spec["key"]: grade(part, answers.get(part.spec["key"]), awards, cases) for part in item.parts}
        graded: dict[str, Graded] = {key: outcome.graded for key, outcome in outcomes.items()}
        counted = counted_parts(item.parts, graded)
        parts = {}
        for part in item.parts:
            key = part.spec["key"]
            mistake = misconception_of(part, answers.get(key), graded[key].verdict)
            parts[key] = {
                "score": str(graded[key].score),
                "max": str(part.spec["marks"]),
                "verdict": graded[key].verdict.value,
                "counted": key in counted,
                **({"misconception": mistake} if mistake else {}),
            }
        steps = {name: step for outcome in outcomes.values() for name, step in outcome.steps.items()}
        return Outcome(whole(graded, counted, item.parts), parts, steps)

    def has_key(self, spec: Spec) -> bool:
        return any(type_.has_key(part) for _part, type_, part in self.questions_in(spec))

    def key(self, spec: Spec) -> dict[str, Any]:
        return {"parts": {key: part["answer"] for key, _type, part in self.questions_in(spec) if "answer" in part}}

    def solution(self, spec: Spec) -> dict[str, str]:
        parts = {part["key"]: part.get("solution", "") for part in spec["parts"]}
        return {key: text for key, text in {"": spec.get("solution", ""), **parts}.items() if text}

    def check_key(self, item: ItemContent, key: object) -> None:
        parts = key.get("parts") if isinstance(key, dict) else None
        known = {part.spec["key"]: part for part in item.parts}
        if not isinstance(parts, dict) or not parts or not set(parts) <= set(known):
            raise BadAnswer("`parts` maps keys of this question's parts to their keys.")
        for name, value in parts.items():
            type_of(known[name].type).check_key(known[name], value)

    def with_key(self, spec: dict[str, Any], key: dict[str, Any]) -> dict[str, Any]:
        parts = [
            type_of(part["type"]).with_key(part, key["parts"][part["key"]]) if part["key"] in key["parts"] else part
            for part in spec["parts"]
        ]
        return {**spec, "parts": parts}

    def editor_texts(self) -> dict[str, str]:
        return {
            "parts": _("Parts"),
            "addPart": _("Add a part"),
            "part": _("Part"),
            "label": _("Label"),
            "type": _("Type"),
            "marks": _("Marks"),
            "choice": _("OR group"),
            "partsTotal": _("Parts come to"),
        }
