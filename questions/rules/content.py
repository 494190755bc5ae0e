"""What one question of a paper or quiz contains, as plain values: the input of answer checks and grading."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Any

TYPED = "answer"  # how the key of the one step of a typed answer ends


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

    `values` are those drawn for one attempt of a parametric question. A teacher awards every one of `written_steps`; of
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

    @cached_property
    def parts(self) -> tuple["ItemContent", ...]:
        """Return the parts of a case study as items, each called `spec["key"]`; an empty list for another question."""
        return tuple(self._part(spec) for spec in self.spec.get("parts", ()))

    def _part(self, spec: dict[str, Any]) -> "ItemContent":
        prefix = f"{spec['key']}."
        return replace(
            self,
            marks=Decimal(spec["marks"]),
            type=spec["type"],
            spec=spec,
            written_steps=tuple(step for step in self.written_steps if step.key.startswith(prefix)),
            typed_steps=tuple(step for step in self.typed_steps if step.key.startswith(prefix)),
        )
