"""A parametric question as some students would have it, for its author to read before it is published."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from maths import BadTemplate, Unsatisfiable
from questions.rules.sketches import sketch
from questions.rules.templates import draw_values, in_words, instantiate, is_parametric

SHOWN, TRIED = 5, 30


@dataclass(frozen=True)
class Sample:
    """One draw: its values in words, and the question with them."""

    words: str
    spec: dict[str, Any]


def samples_of(spec: Mapping[str, Any]) -> list[Sample]:
    """Return different ones of the draws that the lint looks at; an empty list without a template, or for one with
    faults.
    """
    if not is_parametric(spec):
        return []
    found: dict[str, Sample] = {}
    try:
        for number in range(TRIED):
            values = draw_values(spec, f"lint:{number}")
            words = in_words(values)
            if words not in found:
                found[words] = Sample(words, sketch(instantiate(spec, values)))
            if len(found) == SHOWN:
                break
    except (BadTemplate, Unsatisfiable):
        return []
    return list(found.values())
