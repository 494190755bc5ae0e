"""Corrections of a frozen paper's key."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext_lazy as _

from exams.rules.answers import BadAnswer, check_answer
from exams.rules.content import ItemContent, PaperContent
from exams.rules.grading.numeric import read_number
from exams.rules.templates import draw_values, fill_in, instantiate, is_parametric
from maths import BadTemplate, SpecRefused, spec_of
from mathvidya.lib.errors import DomainError

DRAWS = 20  # of a parametric question, with which a corrected key must hold


class BadCorrection(DomainError):
    code = "bad_key_correction"
    status = 400
    detail = _("This correction does not fit the question.")


def check_corrections(content: PaperContent, corrections: Mapping[str, Any]) -> None:
    """Raise BadCorrection unless each is {"answer"} | {"everyone": true} | {"dropped": true} and fits its item."""
    items = {str(item.id): item for item in content.items.values()}
    for key, correction in corrections.items():
        if key not in items:
            raise BadCorrection("The paper has no such item.")
        if correction in ({"everyone": True}, {"dropped": True}):
            continue
        if not isinstance(correction, dict) or set(correction) != {"answer"}:
            raise BadCorrection("A correction is a new answer, full marks for everyone, or leaving the question out.")
        for item, answer in _as_asked(items[key], correction["answer"]):
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
