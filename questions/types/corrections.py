"""Corrections of the keys of questions in a frozen paper."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext_lazy as _

from maths import BadTemplate
from mathvidya.lib.errors import DomainError
from questions.rules.answers import BadAnswer
from questions.rules.content import ItemContent
from questions.rules.templates import draw_values, fill_in, instantiate, is_parametric
from questions.types.registry import type_of

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
        try:
            for item, answer in _as_asked(known[key], correction["answer"]):
                type_of(item.type).check_key(item, answer)
        except BadAnswer as error:
            raise BadCorrection(str(error)) from error


def _as_asked(item: ItemContent, answer: object) -> Iterator[tuple[ItemContent, object]]:
    """Return question and key; of a parametric question with the values of some draws."""
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


def corrected(item: ItemContent, correction: Mapping[str, Any]) -> ItemContent:
    """Return the item with a corrected key in its spec."""
    return replace(item, spec=corrected_spec(item, correction)) if "answer" in correction else item


def corrected_spec(item: ItemContent, correction: Mapping[str, Any]) -> dict[str, Any]:
    """Return the item's spec with a corrected key in it; of a case study {"answer": {"parts": {part key: key}}}."""
    answer = correction.get("answer")
    if answer is None:
        return item.spec
    if item.values:
        answer = fill_in(answer, item.values)
    return type_of(item.type).with_key(item.spec, answer)
