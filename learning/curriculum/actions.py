"""Writing the syllabus: one file holds one programme, and may be applied again without harm."""

from collections import Counter
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from django.db import models, transaction

from learning.curriculum.models import Chapter, Programme, Subject, Topic, Unit
from learning.curriculum.rules import BadSyllabus, ChapterEntry, SubjectEntry, Syllabus, TopicEntry, read_syllabus

DATA = Path(__file__).parent / "data"


@dataclass
class SyllabusReport:
    """What loading did to a programme or a subject. `unlisted`: codes that the file does not name; they are kept."""

    code: str
    counts: Counter[str] = field(default_factory=Counter)
    unlisted: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        counts = ", ".join(f"{self.counts[kind]} {kind}" for kind in ("added", "changed", "unchanged"))
        kept = f"; kept though not in the file: {', '.join(self.unlisted)}" if self.unlisted else ""
        return f"{self.code}: {counts}{kept}"


def load_shipped_syllabuses() -> list[SyllabusReport]:
    """Apply every file that comes with the product; returns the reports of all."""
    return [
        report
        for path in sorted(DATA.glob("*.json"))
        for report in load_syllabus(syllabus=read_syllabus(path.read_text()))
    ]


@transaction.atomic
def load_syllabus(*, syllabus: Syllabus) -> list[SyllabusReport]:
    """Add what is new, rename what changed, delete nothing: questions and progress point here.

    Returns the report of the programme, then one for each subject. Raises BadSyllabus (400) for a subject of another
    programme.
    """
    facts = asdict(syllabus.programme)
    report = SyllabusReport(facts.pop("code"))
    programme = _put(Programme, report, {"code": report.code}, facts)
    return [report, *(_load_subject(programme, entry) for entry in syllabus.subjects)]


def _load_subject(programme: Programme, entry: SubjectEntry) -> SyllabusReport:
    if Subject.objects.filter(code=entry.code).exclude(programme=programme).exists():
        raise BadSyllabus(f"The subject {entry.code!r} belongs to another programme.")
    report = SyllabusReport(entry.code)
    facts: dict[str, Any] = {"name": entry.name, "name_hi": entry.name_hi, "position": entry.position}
    subject = _put(Subject, report, {"code": entry.code}, {"programme": programme, **facts})
    listed: set[str] = set()
    for unit_entry in entry.units:
        facts = {"name": unit_entry.name, "name_hi": unit_entry.name_hi, "marks": unit_entry.marks}
        unit = _put(Unit, report, {"subject": subject, "number": unit_entry.number}, facts)
        for chapter_entry in unit_entry.chapters:
            facts = {"unit": unit, **_named(chapter_entry)}
            chapter = _put(Chapter, report, {"code": chapter_entry.code}, facts)
            listed |= {chapter.code, *(topic.code for topic in chapter_entry.topics)}
            for topic in chapter_entry.topics:
                _put(Topic, report, {"code": topic.code}, {"chapter": chapter, **_named(topic)})
    report.unlisted = sorted(
        set(Chapter.objects.filter(unit__subject=subject).values_list("code", flat=True)).union(
            Topic.objects.filter(chapter__unit__subject=subject).values_list("code", flat=True)
        )
        - listed
    )
    return report


def _named(entry: ChapterEntry | TopicEntry) -> dict[str, Any]:
    return {"number": entry.number, "name": entry.name, "name_hi": entry.name_hi}


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
