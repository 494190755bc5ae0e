"""The shape of a student's answer, checked against the paper before it is stored."""

from typing import Any

from questions.rules.content import ItemContent

LONGEST_NUMBER = 40
TEXT_LIMITS = {"short_text": 200, "expression": 1_000, "written": 10_000}


class BadAnswer(ValueError):
    """An answer that cannot belong to its question; the message says why."""


def check_answer(item: ItemContent, answer: object) -> dict[str, Any]:
    """The answer as it is stored: `{}` when cleared. Raises BadAnswer."""
    return _check(item.type, item.spec, answer)


def _check(type_: str, spec: dict[str, Any], answer: object) -> dict[str, Any]:
    if answer is None or answer == {}:
        return {}
    if not isinstance(answer, dict):
        raise BadAnswer("An answer is an object.")
    if type_ in ("single_choice", "assertion_reason"):
        return {"option": _option(answer, spec, type_)}
    if type_ == "multiple_choice":
        return _options(answer, spec)
    if type_ == "true_false":
        value = _only(answer, "value")
        if not isinstance(value, bool):
            raise BadAnswer("`value` is true or false.")
        return {"value": value}
    if type_ == "numeric":
        return {"value": _text(_only(answer, "value"), LONGEST_NUMBER)}
    if type_ in TEXT_LIMITS:
        return {"text": _text(_only(answer, "text"), TEXT_LIMITS[type_])}
    return _parts(answer, spec)


def _only(answer: dict[str, Any], name: str) -> object:
    if set(answer) != {name}:
        raise BadAnswer(f"The answer is an object with `{name}` alone.")
    return answer[name]


def _option_ids(spec: dict[str, Any], type_: str) -> set[str]:
    if type_ == "assertion_reason":
        return {"a", "b", "c", "d"}
    return {option["id"] for option in spec["options"]}


def _option(answer: dict[str, Any], spec: dict[str, Any], type_: str) -> str:
    option = _only(answer, "option")
    if not isinstance(option, str) or option not in _option_ids(spec, type_):
        raise BadAnswer("There is no such option.")
    return option


def _options(answer: dict[str, Any], spec: dict[str, Any]) -> dict[str, Any]:
    options, known = _only(answer, "options"), _option_ids(spec, "multiple_choice")
    if not isinstance(options, list) or not all(isinstance(option, str) and option in known for option in options):
        raise BadAnswer("`options` lists ids of this question's options.")
    # Sorted and without repeats, so that the same choice always has the same receipt.
    return {"options": sorted(set(options))} if options else {}


def _text(value: object, longest: int) -> str:
    if not isinstance(value, str):
        raise BadAnswer("The answer is a string.")
    if len(value) > longest:
        raise BadAnswer(f"The answer is longer than {longest} characters.")
    if "\x00" in value:
        raise BadAnswer("The answer has a character that cannot be stored.")
    return value


def _parts(answer: dict[str, Any], spec: dict[str, Any]) -> dict[str, Any]:
    parts = _only(answer, "parts")
    known = {part["key"]: part for part in spec["parts"]}
    if not isinstance(parts, dict) or not set(parts) <= set(known):
        raise BadAnswer("`parts` maps keys of this question's parts to answers.")
    checked = {key: _check(known[key]["type"], known[key], value) for key, value in parts.items()}
    kept = {key: value for key, value in checked.items() if value}
    return {"parts": kept} if kept else {}
