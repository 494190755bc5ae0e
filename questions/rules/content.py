"""What one question of a paper or quiz contains, as plain values: the input of answer checks and grading."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any

from maths import read

TYPED = "answer"


@dataclass(frozen=True)
class Step:
    """One step of a marking scheme. `key` is "s1", or "part.s1" inside a case study."""

    key: str
    label: str
    marks: Decimal
    alternatives: tuple[str, ...] = ()


@dataclass(frozen=True)
class ItemContent:
    """One item of the paper; `spec` is the question's whole specification, with its key.

    `values` are those drawn for one sitting of a parametric question. A teacher awards every one of `written_steps`; of
    `typed_steps` those that the machine could not judge.
    """

    id: int
    question_version_id: int
    position: int
    label: str
    section: str
    group: str
    marks: Decimal
    negative_marks: Decimal
    type: str
    spec: dict[str, Any]
    written_steps: tuple[Step, ...] = ()
    typed_steps: tuple[Step, ...] = ()
    values: Mapping[str, Fraction] = field(default_factory=dict)


def written_steps(type_: str, spec: dict[str, Any]) -> tuple[Step, ...]:
    """The steps a teacher awards in a question: those of its scheme, and of the written parts of a case study."""
    if type_ == "written":
        return _scheme(spec, "")
    if type_ == "case_study":
        return tuple(
            step
            for part in spec.get("parts", [])
            if part["type"] == "written"
            for step in _scheme(part, f"{part['key']}.")
        )
    return ()


def typed_steps(type_: str, spec: dict[str, Any], marks: Decimal) -> tuple[Step, ...]:
    """One step for each answer in typed maths: what a teacher awards where the machine cannot tell."""
    if type_ == "expression":
        return (Step(key=TYPED, label=_shown(spec["answer"]["value"]), marks=marks),)
    if type_ == "case_study":
        return tuple(
            Step(key=f"{part['key']}.{TYPED}", label=_shown(part["answer"]["value"]), marks=Decimal(part["marks"]))
            for part in spec.get("parts", [])
            if part["type"] == "expression"
        )
    return ()


def _shown(key: str) -> str:
    """A key in Markdown, as it is read."""
    reading = read(key)
    return f"`{key}`" if reading.problem else f"${reading.latex}$"


def _scheme(spec: dict[str, Any], prefix: str) -> tuple[Step, ...]:
    return tuple(
        Step(
            key=f"{prefix}{step['key']}",
            label=step.get("label", ""),
            marks=Decimal(step["marks"]),
            alternatives=tuple(step.get("alternatives", ())),
        )
        for step in spec.get("scheme", [])
    )
