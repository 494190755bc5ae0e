"""Papers from a file: created and frozen, or a new frozen version where their content differs."""

from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from exams.actions.papers import ItemDraft, create_paper, freeze_paper, update_draft
from exams.models import Paper, PaperVersion
from mathvidya.lib.decimals import parse_marks
from mathvidya.lib.errors import DomainError
from questions.actions.imports import CHANGED, NEW, REFUSED, SAME, Line
from questions.models import Question
from questions.queries.import_places import BadImport, Syllabus


def take_paper(number: int, row: Any, syllabus: Syllabus, by: User | None) -> Line:
    """Import one paper of docs/question-format.md; its questions are in the bank by now."""
    ref = str(row.get("ref", "")) if isinstance(row, dict) else ""
    try:
        with transaction.atomic():
            outcome = _save_paper(row, syllabus, by)
    except DomainError as refusal:
        notes = list(refusal.extra.get("missing", [])) or [str(refusal.detail)]
        return Line(kind="paper", number=number, ref=ref, outcome=REFUSED, notes=notes)
    return Line(kind="paper", number=number, ref=ref, outcome=outcome)


def _save_paper(row: Any, syllabus: Syllabus, by: User | None) -> str:
    """Create and freeze the paper, or add a frozen version where its content differs from the newest."""
    plan = _read_paper(row, syllabus)
    before = Paper.objects.filter(ref=plan["ref"]).first()
    if before is None:
        freeze_paper(version=create_paper(by=by, **plan), by=by)
        return NEW
    if syllabus.may_write is not None and not syllabus.may_write(before.subject):
        raise BadImport(_("ref: this reference is taken in another subject."))
    newest = before.versions.exclude(frozen_at=None).order_by("-number").first()
    draft = before.versions.filter(frozen_at=None).first()
    if draft is None:
        last = newest.number if newest else 0
        draft = PaperVersion.objects.create(paper=before, number=last + 1, duration_minutes=plan["duration_minutes"])
    content = {name: plan[name] for name in ("title", "duration_minutes", "instructions", "sections", "items")}
    frozen = freeze_paper(version=update_draft(version=draft, **content), by=by)
    if newest is not None and newest.content_hash == frozen.content_hash:
        transaction.set_rollback(True)
        return SAME
    return CHANGED


def _marks(value: object, where: str) -> Decimal:
    marks = parse_marks(value)
    if marks is None:
        raise BadImport(_("%(label)s: marks are decimals as text.") % {"label": where})
    return marks


def _read_paper(row: Any, syllabus: Syllabus) -> dict[str, Any]:
    """A paper of docs/question-format.md as create_paper takes it. Raises BadImport naming what is wrong."""
    try:
        subject, _chapter, _topic, wrong = syllabus.place({"subject": row["subject"]})
        if subject is None or wrong:
            raise BadImport(" ".join(wrong))
        refs = [item["question"] for section in row["sections"] for item in section["items"]]
        questions = {
            question.ref: question
            for question in Question.objects.filter(ref__in=refs).select_related("current", "subject")
        }
        versions = {ref: question.current for ref, question in questions.items() if question.current is not None}
        missing = [ref for ref in refs if ref not in versions]
        if missing:
            raise BadImport(_("These questions are not in the bank: %(refs)s.") % {"refs": ", ".join(missing)})
        if syllabus.may_write is not None and not all(syllabus.may_write(q.subject) for q in questions.values()):
            raise BadImport(_("This paper has a question of another subject."))
        return {
            "ref": str(row["ref"])[:80],
            "title": str(row["title"])[:200],
            "subject": subject,
            "duration_minutes": int(row["duration_minutes"]),
            "instructions": str(row.get("instructions", "")),
            "sections": [
                {
                    "key": str(section["key"])[:10],
                    "title": str(section["title"]),
                    "instructions": str(section.get("instructions", "")),
                    "groups": [
                        {"key": str(group["key"])[:10], "pick": int(group["pick"])}
                        for group in section.get("groups", [])
                    ],
                }
                for section in row["sections"]
            ],
            "items": [
                ItemDraft(
                    question_version=versions[item["question"]],
                    section=str(section["key"])[:10],
                    label=str(item["label"])[:12],
                    marks=_marks(item["marks"], str(item["label"])),
                    negative_marks=_marks(item.get("negative_marks", "0"), str(item["label"])),
                    group=str(item.get("group", ""))[:10],
                )
                for section in row["sections"]
                for item in section["items"]
            ],
        }
    except (KeyError, TypeError, ValueError, AttributeError) as fault:
        said = _("The paper is not of the form in docs/question-format.md (%(fault)s).") % {"fault": repr(fault)}
        raise BadImport(said) from fault
