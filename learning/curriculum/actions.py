"""Writing the syllabus: one file holds one subject, and may be applied again without harm."""

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from django.db import models, transaction

from learning.curriculum.models import Chapter, Subject, Topic, Unit
from learning.curriculum.rules import Syllabus, read_syllabus

DATA = Path(__file__).parent / "data"


@dataclass
class SyllabusReport:
    """What loading did. `unlisted` are codes in the database that the file does not name; they are kept."""

    subject: str
    counts: Counter[str] = field(default_factory=Counter)
    unlisted: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        counts = ", ".join(f"{self.counts[kind]} {kind}" for kind in ("added", "changed", "unchanged"))
        kept = f"; kept though not in the file: {', '.join(self.unlisted)}" if self.unlisted else ""
        return f"{self.subject}: {counts}{kept}"


def load_shipped_syllabuses() -> list[SyllabusReport]:
    """Apply every file that comes with the product."""
    return [load_syllabus(syllabus=read_syllabus(path.read_text())) for path in sorted(DATA.glob("*.json"))]


@transaction.atomic
def load_syllabus(*, syllabus: Syllabus) -> SyllabusReport:
    """Add what is new, rename what changed, delete nothing: questions and progress point here."""
    report = SyllabusReport(syllabus.code)
    subject = _put(
        Subject,
        report,
        {"code": syllabus.code},
        {key: getattr(syllabus, key) for key in ("name", "name_hi", "student_class", "board", "position")},
    )
    listed: set[str] = set()
    for unit_entry in syllabus.units:
        unit = _put(
            Unit,
            report,
            {"subject": subject, "number": unit_entry.number},
            {"name": unit_entry.name, "name_hi": unit_entry.name_hi, "marks": unit_entry.marks},
        )
        for entry in unit_entry.chapters:
            facts = {"unit": unit, "number": entry.number, "name": entry.name, "name_hi": entry.name_hi}
            chapter = _put(Chapter, report, {"code": entry.code}, facts)
            listed |= {entry.code, *(topic.code for topic in entry.topics)}
            for topic in entry.topics:
                facts = {"chapter": chapter, "number": topic.number, "name": topic.name, "name_hi": topic.name_hi}
                _put(Topic, report, {"code": topic.code}, facts)
    report.unlisted = sorted(
        set(Chapter.objects.filter(unit__subject=subject).values_list("code", flat=True)).union(
            Topic.objects.filter(chapter__unit__subject=subject).values_list("code", flat=True)
        )
        - listed
    )
    return report


Row = TypeVar("Row", bound=models.Model)


def _put(model: type[Row], report: SyllabusReport, key: dict[str, Any], facts: dict[str, Any]) -> Row:
    row, is_new = model._default_manager.get_or_create(**key, defaults=facts)
    changed = [name for name, value in facts.items() if getattr(row, name) != value]
    if changed:
        for name in changed:
            setattr(row, name, facts[name])
        row.save(update_fields=changed)
    report.counts["added" if is_new else "changed" if changed else "unchanged"] += 1
    return row
