"""A parametric question as some students would have it, for its author to read before it is published."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from exams.rules.specs import sketch
from exams.rules.template_lint import in_words
from exams.rules.templates import draw_values, instantiate, is_parametric
from mathvidya.maths.templates import BadTemplate, Unsatisfiable

SHOWN = 5


@dataclass(frozen=True)
class Sample:
    """One draw: its values in words, and the question with them."""

    words: str
    spec: dict[str, Any]


def samples_of(spec: Mapping[str, Any]) -> list[Sample]:
    """The first draws that the lint looks at; none of a template that does not hold, or of a question without one."""
    if not is_parametric(spec):
        return []
    try:
        drawn = [draw_values(spec, f"lint:{number}") for number in range(SHOWN)]
        return [Sample(in_words(values), sketch(instantiate(spec, values))) for values in drawn]
    except (BadTemplate, Unsatisfiable):
        return []
