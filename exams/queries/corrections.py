"""What a key correction would do, before anybody makes it."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from exams.choices import AttemptStatus
from exams.models import Attempt, PaperVersion
from exams.queries.content import content_of, get_paper_content
from exams.rules.scoring import score, written_of
from questions.queries.cases import cases_of
from questions.types import ItemContent, QuestionType, check_corrections, type_of


@dataclass(frozen=True)
class Effect:
    attempt: Attempt
    before: Decimal
    after: Decimal

    @property
    def change(self) -> Decimal:
        return self.after - self.before

    def as_json(self) -> dict[str, Any]:
        return {
            "attempt": self.attempt.pk,
            "student": self.attempt.student.get_full_name(),
            "before": str(self.before),
            "after": str(self.after),
        }


def preview_corrections(paper_version: PaperVersion, corrections: Mapping[str, Any]) -> list[Effect]:
    """Return the marks of every submitted attempt before and after; at most four queries, whatever the number of
    attempts.

    Raises BadCorrection (400) where a correction does not fit its question.
    """
    content = get_paper_content(paper_version.pk)
    check_corrections(content.items.values(), corrections)
    attempts = (
        Attempt.objects.filter(paper_version=paper_version, status=AttemptStatus.SUBMITTED)
        .select_related("student", "exam")
        .prefetch_related("responses", "runs")
        .order_by("pk")
    )
    effects, cases = [], cases_of(content.typed_items)
    for attempt in attempts:
        newest = max(attempt.runs.all(), key=lambda run: run.number)
        answers = {response.item_id: response.answer for response in attempt.responses.all() if response.answer}
        after = score(content_of(attempt), corrections, answers, written_of(newest.body), cases)
        effects.append(Effect(attempt, newest.score, after.score))
    return effects


@dataclass(frozen=True)
class Correctable:
    """A question, or the part of a case study, whose key a form can correct; `item` is the item's id as text.

    `spec` holds the key in force; `rule` is "everyone" or "dropped" where one of these replaces a key.
    """

    item: str
    part: str
    label: str
    type: QuestionType
    spec: dict[str, Any]
    rule: str

    @property
    def value(self) -> str:
        return f"{self.item}.{self.part}" if self.part else self.item


def correctable_items(paper_version_id: int, corrections: Mapping[str, Any]) -> list[Correctable]:
    """Every question with a key; a case study as a whole and by its parts that have keys. `corrections`: in force."""
    found = []
    for item in get_paper_content(paper_version_id).items.values():
        whole = type_of(item.type)
        if not whole.has_key(item.spec):
            continue
        made = corrections.get(str(item.id), {})
        rule, answer = next((name for name in ("everyone", "dropped") if made.get(name)), ""), made.get("answer")
        spec = item.spec if answer is None or item.parts else {**item.spec, "answer": answer}
        found.append(Correctable(str(item.id), "", f"{item.label}. {_start_of(item)}", whole, spec, rule))
        for part in item.parts:
            type_, key = type_of(part.type), part.spec["key"]
            label = f"{item.label} {part.spec.get('label', key)} {_start_of(part)}"
            if type_.has_key(part.spec):
                new = (answer or {}).get("parts", {}).get(key)
                spec = part.spec if new is None else {**part.spec, "answer": new}
                found.append(Correctable(str(item.id), key, label, type_, spec, rule))
    return found


def _start_of(item: ItemContent) -> str:
    text = " ".join(type_of(item.type).opening(item.spec).replace("$", "").split())
    return text if len(text) <= 70 else f"{text[:69]}…"
