"""Typed maths: judged by meaning, and left to a teacher where the machine cannot decide (docs/maths.md)."""

import re
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from maths import SpecRefused, read, spec_of
from maths import Verdict as Judged
from mathvidya.lib.json_schema import DECIMAL, TEXT, object_of
from questions.rules.answers import BadAnswer, text_of
from questions.rules.cases import Cases, answer_digest, find
from questions.rules.content import ItemContent
from questions.rules.faults import Faults, Spec, key_named
from questions.rules.mistakes import check_wrong, wrong_of
from questions.rules.steps import grade_steps
from questions.rules.typed_maths import judge_answer, verdict_of
from questions.rules.verdicts import UNANSWERED, Graded, Verdict, judged
from questions.types.base import Answer, Awards, Outcome, QuestionType
from questions.types.expression.texts import maths_texts

LONGEST = 1_000
CENT = Decimal("0.01")
SHARE = re.compile(r"0(\.[0-9]{1,2})?\Z|1\Z")


class Expression(QuestionType):
    code = "expression"
    label = _lazy("Typed maths")
    fields = frozenset({"test", "form_share", "answer", "wrong"})
    field_schemas = {
        "test": {"type": "object", "additionalProperties": True, "description": "docs/maths.md"},
        "form_share": DECIMAL,
        "wrong": wrong_of("value"),
    }
    optional = frozenset({"form_share", "wrong"})
    answer_schema = object_of({"text": TEXT})
    can_vary = True
    is_typed = True
    key_hint = _lazy("maths")

    def check(self, spec: Spec, errors: Faults, path: str, marks: Decimal | None) -> None:
        key = key_named(spec, errors, path, "value")
        test = spec.get("test")
        if not isinstance(key, str) or not key.strip():
            errors.add(path + "answer", _("The key is needed."))
            return
        if not isinstance(test, dict):
            errors.add(path + "test", _("Say how answers are judged."))
            return
        try:
            spec_of({**test, "key": key})
        except SpecRefused as refusal:
            is_key = refusal.option == "key"
            errors.add(path + ("answer" if is_key else f"test.{refusal.option}"), refusal.words)
        share = spec.get("form_share", "0")
        if not isinstance(share, str) or not SHARE.match(share):
            errors.add(path + "form_share", _("A share of the marks from 0 to 1, as text."))
        check_wrong(spec, errors, path, "value")

    def check_draw(self, drawn: Mapping[str, Any]) -> dict[str, str]:
        key = drawn["answer"]["value"]
        if judge_answer(drawn, key, algebra=False).verdict is not Judged.RIGHT:
            return {"answer": _("The key does not pass its own test.")}
        return {
            f"wrong.{number}.value": _("This is the key in another form.")
            for number, wrong in enumerate(drawn.get("wrong", []))
            if judge_answer(drawn, wrong["value"], algebra=False).verdict is Judged.RIGHT
        }

    def check_answer(self, spec: Spec, answer: Answer) -> Answer:
        return text_of(answer, "text", LONGEST)

    def grade(self, item: ItemContent, answer: Answer | None, awards: Awards | None, cases: Cases) -> Outcome:
        """Return the verdict, with the step where a teacher decided it.

        A teacher's award comes before a case, a case before the machine. An answer of the right value in the wrong
        form earns the share `spec["form_share"]` of the marks.
        """
        (step,), spec, marks = item.typed_steps, item.spec, item.marks
        if awards and step.key in awards:
            graded, steps = grade_steps((step,), awards, marks)
            return Outcome(graded, steps=steps)
        text = (answer or {}).get("text", "")
        if not text.strip():
            return Outcome(UNANSWERED)
        part = step.key.rpartition(".")[0]
        case = find(cases, (item.question_version_id, part, answer_digest(text)), spec)
        verdict = Verdict(case.verdict) if case else verdict_of(judge_answer(spec, text, algebra=False))
        if verdict is Verdict.PARTLY:
            share = Decimal(spec.get("form_share", "0"))
            return Outcome(Graded((marks * share).quantize(CENT, ROUND_HALF_UP), verdict))
        if verdict is Verdict.AWAITING:
            return Outcome(Graded(Decimal(0), verdict))
        return Outcome(judged(verdict is Verdict.RIGHT, marks, item.negative_marks))

    def is_same(self, spec: Spec, known: Mapping[str, Any], answer: Answer) -> bool:
        as_key = {**spec, "answer": {"value": known["value"]}}
        return judge_answer(as_key, answer["text"], algebra=False).verdict is Judged.RIGHT

    def reading(self, text: str) -> str:
        reading = read(text)
        return reading.problem.words if reading.problem else f"${reading.latex}$"

    def check_key(self, item: ItemContent, key: object) -> None:
        value = key.get("value") if isinstance(key, dict) and set(key) == {"value"} else None
        try:
            spec_of({**item.spec["test"], "key": value})
        except SpecRefused as refusal:
            raise BadAnswer("The key cannot be read, or does not fit the question's test.") from refusal

    def editor_texts(self) -> dict[str, str]:
        return maths_texts()
