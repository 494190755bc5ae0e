"""Corrections of the keys of questions in a frozen paper."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext_lazy as _

from maths import BadTemplate, SpecRefused, spec_of
from mathvidya.lib.errors import DomainError
from questions.rules.answers import BadAnswer, check_answer
from questions.rules.content import ItemContent
from questions.rules.grading.numeric import read_number
from questions.rules.templates import draw_values, fill_in, instantiate, is_parametric

DRAWS = 20  # of a parametric question, with which a corrected key must hold


class BadCorrection(DomainError):
    code = "bad_key_correction"
    status = 400
    detail = _("This correction does not fit the question.")


def check_corrections(items: Iterable[ItemContent], corrections: Mapping[str, Any]) -> None:
    """Raise BadCorrection unless each is {"answer"} | {"everyone": true} | {"dropped": true} and fits its item."""
    known = {str(item.id): item for item in items}
    for key, correction in corrections.items():
        if key not in known:
            raise BadCorrection("The paper has no such item.")
        if correction in ({"everyone": True}, {"dropped": True}):
            continue
        if not isinstance(correction, dict) or set(correction) != {"answer"}:
            raise BadCorrection("A correction is a new answer, full marks for everyone, or leaving the question out.")
        for item, answer in _as_asked(known[key], correction["answer"]):
            _check_key(item, answer)


def _as_asked(item: ItemContent, answer: object) -> Iterator[tuple[ItemContent, object]]:
    """Question and key; of a parametric question with the values of some draws."""
    if not is_parametric(item.spec):
        yield item, answer
        return
    for number in range(DRAWS):
        values = draw_values(item.spec, f"correction:{number}")
        try:
            key = fill_in(answer, values)
        except BadTemplate as fault:
            raise BadCorrection(str(fault)) from fault
        yield replace(item, spec=instantiate(item.spec, values), values=values), key


def _check_key(item: ItemContent, answer: object) -> None:
    if item.type == "written":
        raise BadCorrection("A written question has no key; its marks are corrected on the marking desk.")
    if item.type != "case_study":
        _check(item.type, item, answer)
        return
    parts = answer.get("parts") if isinstance(answer, dict) else None
    known = {part["key"]: part for part in item.spec["parts"]}
    if not isinstance(parts, dict) or not parts or not set(parts) <= set(known):
        raise BadCorrection("`parts` maps keys of this question's parts to their keys.")
    for key, value in parts.items():
        if known[key]["type"] == "written":
            raise BadCorrection("A written part has no key.")
        part = ItemContent(**{**vars(item), "type": known[key]["type"], "spec": known[key]})
        _check(part.type, part, value)


def _check(type_: str, item: ItemContent, answer: object) -> None:
    if type_ == "short_text":
        accepted = answer.get("accepted") if isinstance(answer, dict) and set(answer) == {"accepted"} else None
        if (
            not isinstance(accepted, list)
            or not accepted
            or not all(isinstance(x, str) and x.strip() for x in accepted)
        ):
            raise BadCorrection("The key lists the accepted answers.")
        return
    if type_ == "expression":
        value = answer.get("value") if isinstance(answer, dict) and set(answer) == {"value"} else None
        try:
            spec_of({**item.spec["test"], "key": value})
        except SpecRefused as refusal:
            raise BadCorrection("The key cannot be read, or does not fit the question's test.") from refusal
        return
    try:
        checked = check_answer(item, answer)
    except BadAnswer as error:
        raise BadCorrection(str(error)) from error
    if not checked:
        raise BadCorrection("The key is empty.")
    if type_ == "numeric" and isinstance(answer, dict) and read_number(answer["value"]) is None:
        raise BadCorrection("The key is not a number.")


def corrected(item: ItemContent, correction: Mapping[str, Any]) -> ItemContent:
    """The item with a corrected key in its spec."""
    return replace(item, spec=corrected_spec(item, correction)) if correction else item


def corrected_spec(item: ItemContent, correction: Mapping[str, Any]) -> dict[str, Any]:
    """The item's spec with a corrected key in it; of a case study {"answer": {"parts": {part key: key}}}."""
    answer = correction.get("answer")
    if answer is None:
        return item.spec
    if item.values:
        answer = fill_in(answer, item.values)
    if item.type != "case_study":
        return {**item.spec, "answer": answer}
    parts = [
        {**part, "answer": answer["parts"][part["key"]]} if part["key"] in answer["parts"] else part
        for part in item.spec["parts"]
    ]
    return {**item.spec, "parts": parts}
