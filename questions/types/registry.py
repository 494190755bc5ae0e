"""The question types that there are. Each app registers its own when it is ready; the order is that of the lists."""

import re

from django.utils.functional import Promise

from mathvidya.lib.registry import Registry
from questions.types.base import QuestionType

CODE = re.compile(r"[a-z][a-z_]{0,19}")  # as long as the column
TYPES: Registry[QuestionType] = Registry("question type")


def register(type_: QuestionType) -> None:
    """Add a question type. Raises AlreadyRegistered, ValueError for a code that cannot be stored."""
    if not CODE.fullmatch(type_.code):
        raise ValueError(f"{type_.code!r} cannot be the code of a question type")
    TYPES.register(type_.code, type_)


def type_of(code: str) -> QuestionType:
    """Return the type called `code`. Raises NotRegistered."""
    return TYPES[code]


def find_type(code: object) -> QuestionType | None:
    """Return the type called `code`, None where there is none."""
    return TYPES.get(code) if isinstance(code, str) else None


def all_types() -> list[QuestionType]:
    """Return every type, in order."""
    return TYPES.values()


def type_choices() -> list[tuple[str, str | Promise]]:
    """Return (code, label) of every type, in order."""
    return [(type_.code, type_.label) for type_ in all_types()]
