"""A number, exact or within a tolerance."""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from mathvidya.lib.json_schema import DECIMAL, TEXT, object_of
from questions.rules.answers import BadAnswer, text_of
from questions.rules.content import ItemContent
from questions.rules.faults import NUMBER, Faults, Spec, key_named
from questions.rules.mistakes import check_wrong, wrong_of
from questions.rules.verdicts import UNANSWERED, Graded, Verdict, judged
from questions.types.base import Answer, QuestionType
from questions.types.numeric.numbers import LONGEST, read_number


class Numeric(QuestionType):
    code = "numeric"
    label = _lazy("Numeric")
    fields = frozenset({"unit", "tolerance", "answer", "wrong"})
    shown = ("stem", "unit")
    field_schemas = {
        "unit": TEXT,
        "tolerance": object_of({"absolute": DECIMAL, "relative": DECIMAL}, optional=("absolute", "relative")),
        "wrong": wrong_of("value"),
    }
    optional = frozenset({"unit", "tolerance", "wrong"})
    can_vary = True
    key_hint = _lazy("a number")

    def check(self, spec: Spec, errors: Faults, path: str, marks: Decimal | None) -> None:
        errors.text(spec, "unit", path)
        value = key_named(spec, errors, path, "value")
        if not isinstance(value, str) or not NUMBER.match(value):
            errors.add(path + "answer", _("The key must be a decimal number, as text."))
        check_wrong(spec, errors, path, "value")
        if "tolerance" in spec:
            _check_tolerance(spec["tolerance"], errors, path)

    def check_answer(self, spec: Spec, answer: Answer) -> Answer:
        return text_of(answer, "value", LONGEST)

    def judge(self, spec: Spec, answer: Answer, marks: Decimal, negative: Decimal) -> Graded:
        """Judge a number as equal, or within the absolute or relative tolerance, ends included.

        A number that cannot be read loses no marks.
        """
        written, key = str(answer["value"]), str(spec["answer"]["value"])
        if not written.strip():
            return UNANSWERED
        given, right = read_number(written), read_number(key)
        if right is None:
            raise InvalidOperation(f"the key {key!r} is not a number")
        if given is None:
            return Graded(Decimal(0), Verdict.UNREADABLE)
        return judged(abs(given - right) <= _allowed(spec.get("tolerance"), right), marks, negative)

    def is_same(self, spec: Spec, known: Mapping[str, Any], answer: Answer) -> bool:
        given = read_number(str(answer["value"]))
        return given is not None and given == read_number(known["value"])

    def check_key(self, item: ItemContent, key: object) -> None:
        super().check_key(item, key)
        if isinstance(key, dict) and read_number(key["value"]) is None:
            raise BadAnswer("The key is not a number.")

    def editor_texts(self) -> dict[str, str]:
        return {
            "value": _("Answer"),
            "unit": _("Unit"),
            "tolerance": _("Tolerance"),
            "exact": _("exact"),
            "absolute": _("± absolute"),
            "relative": _("± relative (0.01 is 1 %)"),
        }


def _check_tolerance(tolerance: object, errors: Faults, path: str) -> None:
    if not isinstance(tolerance, dict) or len(tolerance) != 1 or set(tolerance) - {"absolute", "relative"}:
        errors.add(path + "tolerance", _("Either an absolute or a relative tolerance."))
        return
    (size,) = tolerance.values()
    if not isinstance(size, str) or not NUMBER.match(size) or Decimal(size) <= 0:
        errors.add(path + "tolerance", _("A tolerance is a number above 0, as text."))


def _allowed(tolerance: Mapping[str, str] | None, right: Fraction) -> Fraction:
    if not tolerance:
        return Fraction(0)
    if "absolute" in tolerance:
        return Fraction(Decimal(tolerance["absolute"]))
    return abs(right) * Fraction(Decimal(tolerance["relative"]))
