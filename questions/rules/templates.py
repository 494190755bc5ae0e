"""Parametric questions: values are drawn and filled into a specification (docs/templates.md)."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from maths import draw, fill, fill_maths, parse_template

MATHS = frozenset({"value"})  # fields that are maths as a whole; every other text is Markdown


def is_parametric(spec: Mapping[str, Any]) -> bool:
    return "template" in spec


def instantiate(spec: Mapping[str, Any], values: Mapping[str, Fraction]) -> dict[str, Any]:
    """Return the specification with `values` in all its texts, and without its template. Raises BadTemplate."""
    return {name: fill_in(value, values, name) for name, value in spec.items() if name != "template"}


def fill_in(part: Any, values: Mapping[str, Fraction], name: str = "") -> Any:
    """Return any part of a specification with `values` in its texts; `name` is the field that holds it."""
    if isinstance(part, str):
        return fill_maths(part, values) if name in MATHS else fill(part, values)
    if isinstance(part, Mapping):
        return {key: fill_in(value, values, key) for key, value in part.items()}
    if isinstance(part, list):
        return [fill_in(value, values, name) for value in part]
    return part


def draw_values(spec: Mapping[str, Any], seed: str) -> dict[str, Fraction]:
    """Draw the values of a parametric question; the same seed gives the same. Raises BadTemplate or Unsatisfiable."""
    return draw(parse_template(spec["template"]), seed)


def in_words(values: Mapping[str, Fraction]) -> str:
    """Return drawn values as text: "a = 3, b = 1/2"."""
    return ", ".join(f"{name} = {value}" for name, value in values.items())
