"""Where questions are used. Apps above register how their uses are found, such as places on papers."""

from collections.abc import Callable
from dataclasses import dataclass

from questions.models import Question

MOST_SHOWN = 50


@dataclass(frozen=True)
class Use:
    """One place that holds a version of a question, as a page shows it: `label` is the number printed there."""

    title: str
    url: str
    label: str
    version: int


FindUses = Callable[[Question, int], list[Use]]

_finders: list[FindUses] = []


def register_uses(find: FindUses) -> None:
    """Let `find(question, most)` give the uses of a question in one kind of place, newest first, at most so many."""
    _finders.append(find)


def uses_of(question: Question) -> list[Use]:
    """Return where a question is used, at most MOST_SHOWN of each kind of place."""
    return [use for find in _finders for use in find(question, MOST_SHOWN)]


def is_used(question: Question) -> bool:
    """Return whether anything holds a version of the question."""
    return any(find(question, 1) for find in _finders)
