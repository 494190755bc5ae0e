"""The shape of a student's answer: what the checks of the question types have in common."""

from typing import Any


class BadAnswer(ValueError):
    """An answer that cannot belong to its question; the message says why."""


def only(answer: dict[str, Any], name: str) -> object:
    """Return the one value that `answer` holds. Raises BadAnswer unless it is called `name`."""
    if set(answer) != {name}:
        raise BadAnswer(f"The answer is an object with `{name}` alone.")
    return answer[name]


def text_of(answer: dict[str, Any], name: str, longest: int) -> dict[str, Any]:
    """Return {name: text} as it is stored. Raises BadAnswer for what is no text, too long or cannot be stored."""
    value = only(answer, name)
    if not isinstance(value, str):
        raise BadAnswer("The answer is a string.")
    if len(value) > longest:
        raise BadAnswer(f"The answer is longer than {longest} characters.")
    if "\x00" in value:
        raise BadAnswer("The answer has a character that cannot be stored.")
    return {name: value}
