"""Blueprints: which questions make a paper. Pure: the bank comes in as facts, the choice goes out as ids.

A blueprint is sections of slots; a slot wants one question of certain types and marks. The same bank, blueprint and
seed give the same paper.
"""

import random
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from mathvidya.lib.errors import DomainError


class BankTooSmall(DomainError):
    """`shortages` lists what the bank lacks, in sentences."""

    code = "bank_too_small"
    status = 409
    members = {"shortages": {"type": "array", "items": {"type": "string"}}}
    detail = gettext_lazy("The bank does not hold enough questions for this blueprint.")


class UnknownBlueprint(DomainError):
    code = "unknown_blueprint"
    status = 400
    detail = gettext_lazy("There is no blueprint of this name.")


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """A question that may be drawn.

    `has_choice`: a case study with an internal choice among its parts; `is_used`: better left to repeat.
    """

    version_id: int
    question_id: int
    type: str
    marks: Decimal
    unit: int | None
    difficulty: int
    has_choice: bool = False
    is_used: bool = False


@dataclass(frozen=True, kw_only=True)
class Slot:
    """`count` questions; `choices` of them have an alternative beside them, of the same unit where the bank has one."""

    count: int
    types: frozenset[str]
    marks: Decimal
    choices: int = 0
    name: str = ""


@dataclass(frozen=True, kw_only=True)
class SectionPlan:
    key: str
    title: str
    instructions: str
    slots: tuple[Slot, ...]


@dataclass(frozen=True, kw_only=True)
class Blueprint:
    key: str
    title: str
    duration_minutes: int
    instructions: str
    sections: tuple[SectionPlan, ...]
    weighs_units: bool = True

    @property
    def total(self) -> Decimal:
        return sum((slot.count * slot.marks for plan in self.sections for slot in plan.slots), Decimal(0))

    @property
    def count(self) -> int:
        return sum(slot.count for plan in self.sections for slot in plan.slots)


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """One place on the drawn paper; `group` is set where alternatives share a number."""

    section: str
    label: str
    group: str
    version_id: int
    marks: Decimal


WRITTEN = frozenset({"written"})

CBSE_80 = Blueprint(
    key="cbse-80",
    title="CBSE pattern, 38 questions, 80 marks",
    duration_minutes=180,
    instructions=(
        "1. This question paper contains 38 questions. All questions are compulsory.\n"
        "2. It is divided into five sections A, B, C, D and E.\n"
        "3. Section A: questions 1 to 18 are multiple choice, 19 and 20 are assertion-reason, of 1 mark each.\n"
        "4. Section B: questions 21 to 25, very short answers of 2 marks each.\n"
        "5. Section C: questions 26 to 31, short answers of 3 marks each.\n"
        "6. Section D: questions 32 to 35, long answers of 5 marks each.\n"
        "7. Section E: questions 36 to 38, case studies of 4 marks each, with an internal choice.\n"
        "8. Use of calculators is not allowed."
    ),
    sections=(
        SectionPlan(
            key="A",
            title="Section A",
            instructions="Multiple choice questions of 1 mark each.",
            slots=(
                Slot(count=18, types=frozenset({"single_choice"}), marks=Decimal(1), name="multiple choice"),
                Slot(count=2, types=frozenset({"assertion_reason"}), marks=Decimal(1), name="assertion and reason"),
            ),
        ),
        SectionPlan(
            key="B",
            title="Section B",
            instructions="Very short answers of 2 marks each.",
            slots=(Slot(count=5, types=WRITTEN, marks=Decimal(2), choices=2, name="very short answer"),),
        ),
        SectionPlan(
            key="C",
            title="Section C",
            instructions="Short answers of 3 marks each.",
            slots=(Slot(count=6, types=WRITTEN, marks=Decimal(3), choices=2, name="short answer"),),
        ),
        SectionPlan(
            key="D",
            title="Section D",
            instructions="Long answers of 5 marks each.",
            slots=(Slot(count=4, types=WRITTEN, marks=Decimal(5), choices=2, name="long answer"),),
        ),
        SectionPlan(
            key="E",
            title="Section E",
            instructions="Case studies of 4 marks each.",
            slots=(Slot(count=3, types=frozenset({"case_study"}), marks=Decimal(4), name="case study"),),
        ),
    ),
)


def multiple_choice(count: int) -> Blueprint:
    """Return a blueprint of `count` single-choice questions of one mark, from anywhere in the subject, two minutes
    each.
    """
    return Blueprint(
        key=f"choice-{count}",
        title=f"{count} multiple choice questions",
        duration_minutes=2 * count,
        instructions="Choose one answer to each question.",
        sections=(
            SectionPlan(
                key="A",
                title="Questions",
                instructions="",
                slots=(
                    Slot(count=count, types=frozenset({"single_choice"}), marks=Decimal(1), name="multiple choice"),
                ),
            ),
        ),
        weighs_units=False,
    )


def blueprint_named(name: str) -> Blueprint:
    """Return the blueprint `cbse-80`, or `choice-N` with N from 1 to 100. Raises UnknownBlueprint (400)."""
    if name == CBSE_80.key:
        return CBSE_80
    kind, _dash, count = name.partition("-")
    if kind == "choice" and count.isascii() and count.isdigit() and len(count) <= 3 and 1 <= int(count) <= 100:
        return multiple_choice(int(count))
    raise UnknownBlueprint(
        _("There is no blueprint %(name)s: cbse-80, or choice-N with N from 1 to 100.") % {"name": name}
    )


@dataclass
class _Budget:
    """Marks each unit should still get; the next question comes from the unit that is furthest behind."""

    weights: Mapping[int, int]
    total: Decimal
    spent: dict[int, Decimal] = field(default_factory=lambda: defaultdict(Decimal))

    def need(self, unit: int | None) -> Decimal:
        if unit is None or unit not in self.weights:
            return Decimal(0)
        share = Decimal(self.weights[unit]) * self.total / (sum(self.weights.values()) or 1)
        return share - self.spent[unit]

    def spend(self, unit: int | None, marks: Decimal) -> None:
        if unit is not None:
            self.spent[unit] += marks


def draw(blueprint: Blueprint, bank: Sequence[Candidate], *, unit_weights: Mapping[int, int], seed: int) -> list[Drawn]:
    """Draw the paper of this seed. Raises BankTooSmall (409) naming every shortage at once.

    Questions not used yet come before used ones. Unit weights are honoured greedily: large questions first, each from
    the unit furthest below its share.
    """
    slots = [(plan, slot) for plan in blueprint.sections for slot in plan.slots]
    shortages = _shortages(slots, bank)
    if shortages:
        raise BankTooSmall(" ".join(shortages), extra={"shortages": shortages})
    # The seed decides a paper, not a secret.
    shuffled = sorted(bank, key=lambda candidate: candidate.version_id)
    random.Random(seed).shuffle(shuffled)  # nosec B311  # noqa: S311
    budget = _Budget(unit_weights if blueprint.weighs_units else {}, blueprint.total)
    used: set[int] = set()
    chosen: dict[int, list[list[Candidate]]] = {}
    for index in sorted(range(len(slots)), key=lambda i: (-slots[i][1].marks, i)):
        slot = slots[index][1]
        chosen[index] = [[_take(slot, shuffled, used, budget)] for _number in range(slot.count)]
        for _number in range(slot.choices):
            _add_alternative(slot, shuffled, used, chosen[index])
    drawn: list[Drawn] = []
    number = 0
    for index, (plan, slot) in enumerate(slots):
        for places in sorted(chosen[index], key=lambda places: (places[0].difficulty, places[0].unit or 0)):
            number += 1
            drawn += _placed(plan, slot, number, places)
    return drawn


def _placed(plan: SectionPlan, slot: Slot, number: int, places: Sequence[Candidate]) -> list[Drawn]:
    is_choice = len(places) > 1
    return [
        Drawn(
            section=plan.key,
            label=f"{number} ({letter})" if is_choice else str(number),
            group=str(number) if is_choice else "",
            version_id=candidate.version_id,
            marks=slot.marks,
        )
        for letter, candidate in zip("ab", places, strict=False)
    ]


def _fits(slot: Slot, candidate: Candidate) -> bool:
    return candidate.type in slot.types and candidate.marks == slot.marks


def _free(slot: Slot, bank: Sequence[Candidate], used: set[int]) -> list[Candidate]:
    return [candidate for candidate in bank if _fits(slot, candidate) and candidate.question_id not in used]


def _take(slot: Slot, bank: Sequence[Candidate], used: set[int], budget: _Budget) -> Candidate:
    best = max(
        _free(slot, bank, used),
        key=lambda candidate: (not candidate.is_used, candidate.has_choice, budget.need(candidate.unit)),
    )
    used.add(best.question_id)
    budget.spend(best.unit, slot.marks)
    return best


def _add_alternative(slot: Slot, bank: Sequence[Candidate], used: set[int], chosen: list[list[Candidate]]) -> None:
    """Give one of the questions without an alternative a second, from its own unit where there is one."""
    single = [places for places in chosen if len(places) == 1]
    free = _free(slot, bank, used)
    units = {candidate.unit for candidate in free if not candidate.is_used} or {candidate.unit for candidate in free}
    places = next((places for places in single if places[0].unit in units), single[0])
    other = max(free, key=lambda candidate: (not candidate.is_used, candidate.unit == places[0].unit))
    places.append(other)
    used.add(other.question_id)


def _shortages(slots: Sequence[tuple[SectionPlan, Slot]], bank: Sequence[Candidate]) -> list[str]:
    found = []
    for plan, slot in slots:
        there = sum(1 for candidate in bank if _fits(slot, candidate))
        needed = slot.count + slot.choices
        if there < needed:
            asked = {
                "section": plan.title,
                "needed": needed,
                "name": slot.name,
                "marks": ngettext("%(marks)s mark", "%(marks)s marks", int(slot.marks)) % {"marks": slot.marks},
                "choices": slot.choices,
                "there": there,
            }
            if slot.choices:
                sentence = _(
                    "%(section)s needs %(needed)s × %(name)s of %(marks)s (%(choices)s of them as alternatives); "
                    "the bank has %(there)s."
                )
            else:
                sentence = _("%(section)s needs %(needed)s × %(name)s of %(marks)s; the bank has %(there)s.")
            found.append(sentence % asked)
    return found
