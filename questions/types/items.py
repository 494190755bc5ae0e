"""What papers and quizzes ask of any question, whatever its type."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

from maths import read
from questions.rules.answers import BadAnswer
from questions.rules.cases import NONE, Cases
from questions.rules.content import TYPED, ItemContent, Step
from questions.rules.faults import Spec
from questions.rules.templates import instantiate
from questions.rules.verdicts import Verdict
from questions.types.base import Answer, Awards, Outcome
from questions.types.registry import type_of


def check_answer(item: ItemContent, answer: object) -> Answer:
    """Return the answer as it is stored: `{}` when cleared. Raises BadAnswer."""
    return checked(item.type, item.spec, answer)


def checked(type_: str, spec: Spec, answer: object) -> Answer:
    """Return the checked answer to a question or a part of one, as check_answer does."""
    if answer is None or answer == {}:
        return {}
    if not isinstance(answer, dict):
        raise BadAnswer("An answer is an object.")
    return type_of(type_).check_answer(spec, answer)


def grade(item: ItemContent, answer: Answer | None, awards: Awards | None = None, cases: Cases = NONE) -> Outcome:
    """Return what an answer to `item` earns (docs/question-format.md)."""
    return type_of(item.type).grade(item, answer, awards, cases)


def misconception_of(item: ItemContent, answer: Answer | None, verdict: Verdict) -> str:
    """Return the known mistake behind a wrong answer; "" where none is known."""
    return type_of(item.type).misconception(item.spec, answer) if answer and verdict is Verdict.WRONG else ""


def typed_places(type_: str, spec: Spec) -> dict[str, Spec]:
    """Return the specification by part ("" for a whole question) of each answer that is typed maths."""
    return {part: place for part, of, place in type_of(type_).questions_in(spec) if of.is_typed}


def typed_answers(item: ItemContent, answer: Mapping[str, Any] | None) -> Iterator[tuple[str, Mapping[str, Any], str]]:
    """Yield (part or "", its specification, text) of each answer in typed maths that was given."""
    for part, spec in typed_places(item.type, item.spec).items():
        given = answer or {}
        of_part = given.get("parts", {}).get(part, {}) if part else given
        if of_part.get("text", "").strip():
            yield part, spec, of_part["text"]


def written_steps(type_: str, spec: Spec) -> tuple[Step, ...]:
    """Return the steps a teacher awards: those of a question's scheme, and of the written parts of a case study."""
    return tuple(
        step
        for part, of, place in type_of(type_).questions_in(spec)
        if of.is_written
        for step in _scheme(place, f"{part}." if part else "")
    )


def typed_steps(type_: str, spec: Spec, marks: Decimal) -> tuple[Step, ...]:
    """Return one step for each answer in typed maths: what a teacher awards where the machine cannot decide."""
    return tuple(
        Step(
            key=f"{part}.{TYPED}" if part else TYPED,
            label=_shown(place["answer"]["value"]),
            marks=Decimal(place["marks"]) if part else marks,
        )
        for part, place in typed_places(type_, spec).items()
    )


def _shown(key: str) -> str:
    """A key in Markdown, as it is read."""
    reading = read(key)
    return f"`{key}`" if reading.problem else f"${reading.latex}$"


def _scheme(spec: Spec, prefix: str) -> tuple[Step, ...]:
    return tuple(
        Step(
            key=f"{prefix}{step['key']}",
            label=step.get("label", ""),
            marks=Decimal(step["marks"]),
            alternatives=tuple(step.get("alternatives", ())),
        )
        for step in spec.get("scheme", [])
    )


def personal_item(item: ItemContent, drawn: Mapping[str, str]) -> ItemContent:
    """Return the item with the values drawn for one attempt in it."""
    values = {name: Fraction(text) for name, text in drawn.items()}
    spec = instantiate(item.spec, values)
    return replace(item, spec=spec, values=values, typed_steps=typed_steps(item.type, spec, item.marks))
