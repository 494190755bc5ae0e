"""What a frozen paper version contains, as plain values: the input of grading, ordering and answer checks."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
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


@dataclass(frozen=True)
class SectionContent:
    """`groups` maps a choice group's key to how many of its items count."""

    key: str
    title: str
    instructions: str
    groups: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class PaperContent:
    """A frozen paper version. `body` is the JSON a student gets (no keys); `etag` names its bytes."""

    id: int
    title: str
    instructions: str
    duration_minutes: int
    total_marks: Decimal
    sections: tuple[SectionContent, ...]
    items: dict[int, ItemContent]
    body: bytes = b""
    etag: str = ""

    @cached_property
    def has_written(self) -> bool:
        """Whether anything in the paper waits for a teacher."""
        return any(item.written_steps for item in self.items.values())

    @cached_property
    def is_parametric(self) -> bool:
        """Whether each sitting draws values of its own."""
        return any("template" in item.spec for item in self.items.values())

    @cached_property
    def has_typed(self) -> bool:
        """Whether the paper asks for typed maths, which a teacher judges where the machine cannot."""
        return any(item.typed_steps for item in self.items.values())

    @cached_property
    def question_count(self) -> int:
        """How many questions a student answers: of a choice, as many as count."""
        whole = sum(not item.group for item in self.items.values())
        return whole + sum(sum(section.groups.values()) for section in self.sections)

    @cached_property
    def blocks(self) -> tuple[tuple[tuple[int, ...], ...], ...]:
        """By section, the items that stay together: the alternatives of a group, or one alone."""
        sections = []
        for section in self.sections:
            blocks: dict[str, tuple[int, ...]] = {}
            for item in self.items_of(section.key):
                key = f"g{item.group}" if item.group else f"i{item.id}"
                blocks[key] = (*blocks.get(key, ()), item.id)
            sections.append(tuple(blocks.values()))
        return tuple(sections)

    @cached_property
    def options(self) -> dict[int, tuple[str, ...]]:
        """Option ids, as printed, of the questions whose options are of the author's making; by item."""
        choices = (item for item in self.items.values() if item.type in ("single_choice", "multiple_choice"))
        return {item.id: tuple(option["id"] for option in item.spec["options"]) for item in choices}

    def items_of(self, section: str) -> Iterator[ItemContent]:
        """Items of a section, in the paper's order."""
        return (item for item in self.items.values() if item.section == section)


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
