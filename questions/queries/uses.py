"""Where questions are used. Apps above register how their uses are found, such as places on papers."""

from collections.abc import Callable
from dataclasses import dataclass

from mathvidya.lib.registry import Registry
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

# Each finds the uses of a question in one kind of place, newest first, at most so many.
use_finders: Registry[FindUses] = Registry("use of questions")


def uses_of(question: Question) -> list[Use]:
    """Return where a question is used, at most MOST_SHOWN of each kind of place."""
    return [use for find in use_finders.values() for use in find(question, MOST_SHOWN)]


def is_used(question: Question) -> bool:
    """Return whether anything holds a version of the question."""
    return any(find(question, 1) for find in use_finders.values())
