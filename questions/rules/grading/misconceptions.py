"""Which known mistake a wrong answer betrays: `spec["wrong"]` names answers with the misconception behind each."""

from collections.abc import Mapping
from typing import Any

from maths import Verdict
from questions.rules.grading.expression import judge_answer
from questions.rules.grading.numeric import read_number


def misconception_of(type_: str, spec: Mapping[str, Any], answer: Mapping[str, Any]) -> str:
    """The misconception that this answer, which was wrong, betrays; "" where none is known."""
    for known in spec.get("wrong", []):
        if _is_same(type_, spec, known, answer):
            return str(known["misconception"])
    return ""


def _is_same(type_: str, spec: Mapping[str, Any], known: Mapping[str, Any], answer: Mapping[str, Any]) -> bool:
    if type_ == "single_choice":
        return bool(known.get("option") == answer["option"])
    if type_ == "numeric":
        given = read_number(str(answer["value"]))
        return given is not None and given == read_number(known["value"])
    as_key = {**spec, "answer": {"value": known["value"]}}
    return judge_answer(as_key, answer["text"], algebra=False).verdict is Verdict.RIGHT
