"""Writing papers: a draft is edited as a whole and frozen once; then only a new version can differ."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from exams.models import ExamPaper, KeyVersion, Paper, PaperItem, PaperVersion
from exams.queries.papers import bank_candidates, facts_of, items_of, unit_weights
from exams.rules.blueprints import blueprint_named, draw
from exams.rules.papers import faults, paper_hash, total_marks
from learning.curriculum.models import Subject
from mathvidya.audit.records import record
from mathvidya.lib.errors import DomainError
from questions.actions.questions import RefTaken
from questions.models import QuestionVersion


class AlreadyFrozen(DomainError):
    code = "paper_frozen"
    status = 409
    detail = _("This version is frozen. Make a new version to change the paper.")


class PaperIncomplete(DomainError):
    """`missing` lists what is to be done, in sentences."""

    code = "paper_incomplete"
    status = 409
    members = {"missing": {"type": "array", "items": {"type": "string"}}}
    detail = _("The paper is not ready yet.")


class PaperInUse(DomainError):
    code = "paper_in_use"
    status = 409
    detail = _("An exam uses this paper; it cannot be deleted.")


class PaperRefTaken(RefTaken):
    detail = _("Another paper has this reference.")


@dataclass(frozen=True, kw_only=True)
class ItemDraft:
    """A question's place on a draft. Order in the list is order on the paper."""

    question_version: QuestionVersion
    section: str
    label: str
    marks: Decimal
    negative_marks: Decimal = Decimal(0)
    group: str = ""


def draft_of(item: PaperItem) -> ItemDraft:
    return ItemDraft(
        question_version=item.question_version,
        section=item.section,
        label=item.label,
        marks=item.marks,
        negative_marks=item.negative_marks,
        group=item.group,
    )


@transaction.atomic
def create_paper(
    *,
    ref: str,
    title: str,
    subject: Subject,
    by: User | None,
    duration_minutes: int = 180,
    instructions: str = "",
    sections: list[dict[str, Any]] | None = None,
    items: Sequence[ItemDraft] = (),
) -> PaperVersion:
    """Create a paper and its draft version 1, and return that draft. Raises PaperRefTaken (409)."""
    if Paper.objects.filter(ref=ref).exists():
        raise PaperRefTaken(fields={"ref": [str(PaperRefTaken.detail)]})
    paper = Paper.objects.create(ref=ref, title=title, subject=subject, created_by=by)
    version = PaperVersion.objects.create(
        paper=paper, number=1, duration_minutes=duration_minutes, instructions=instructions, sections=sections or []
    )
    return update_draft(version=version, items=items)


def _lock_draft(version: PaperVersion) -> PaperVersion:
    locked = PaperVersion.objects.select_for_update(of=("self",)).select_related("paper").get(pk=version.pk)
    if locked.frozen_at is not None:
        raise AlreadyFrozen
    return locked


@transaction.atomic
def update_draft(
    *,
    version: PaperVersion,
    title: str | None = None,
    instructions: str | None = None,
    duration_minutes: int | None = None,
    sections: list[dict[str, Any]] | None = None,
    items: Sequence[ItemDraft] | None = None,
) -> PaperVersion:
    """Change what is given; `items` replaces all items, in the order of the list. Raises AlreadyFrozen (409)."""
    version = _lock_draft(version)
    if title is not None and title != version.paper.title:
        version.paper.title = title
        version.paper.save(update_fields=["title"])
    for name, value in (
        ("instructions", instructions),
        ("duration_minutes", duration_minutes),
        ("sections", sections),
    ):
        if value is not None:
            setattr(version, name, value)
    if items is not None:
        PaperItem.objects.filter(paper_version=version).delete()
        PaperItem.objects.bulk_create(
            PaperItem(
                paper_version=version,
                position=position,
                label=item.label,
                section=item.section,
                group=item.group,
                question_version=item.question_version,
                marks=item.marks,
                negative_marks=item.negative_marks,
            )
            for position, item in enumerate(items, start=1)
        )
    version.total_marks = total_marks(version.sections, facts_of(items_of(version)))
    version.save()
    return version


@transaction.atomic
def freeze_paper(*, version: PaperVersion, by: User | None = None) -> PaperVersion:
    """Close a draft for good: total, hash, and key version 1. Raises AlreadyFrozen, PaperIncomplete (409)."""
    version = _lock_draft(version)
    items = facts_of(items_of(version))
    missing = faults(version.sections, items, version.duration_minutes)
    if missing:
        raise PaperIncomplete(" ".join(missing), extra={"missing": missing})
    version.total_marks = total_marks(version.sections, items)
    version.content_hash = paper_hash(version.sections, items, version.instructions, version.duration_minutes)
    version.frozen_at = now()
    version.save()
    KeyVersion.objects.create(paper_version=version, number=1, created_by=by)
    record(actor=by, action="paper.frozen", target=version, facts={"hash": version.content_hash})
    return version


@transaction.atomic
def start_new_version(*, paper: Paper, by: User | None = None) -> PaperVersion:
    """Start a draft as a copy of the newest version; a draft that exists already is returned as it is."""
    paper = Paper.objects.select_for_update().get(pk=paper.pk)
    draft = paper.versions.filter(frozen_at=None).first()
    if draft is not None:
        return draft
    newest = paper.versions.order_by("-number").first()
    last = paper.versions.aggregate(last=Max("number"))["last"] or 0
    version = PaperVersion.objects.create(
        paper=paper,
        number=last + 1,
        duration_minutes=newest.duration_minutes if newest else 180,
        instructions=newest.instructions if newest else "",
        sections=newest.sections if newest else [],
    )
    return update_draft(version=version, items=[draft_of(item) for item in items_of(newest)] if newest else [])


@transaction.atomic
def draw_paper(
    *,
    blueprint: str,
    subject: Subject,
    seed: int,
    by: User | None,
    ref: str = "",
    title: str = "",
    exclude_used: bool = True,
) -> PaperVersion:
    """Draw a draft paper from the bank of `subject` by the blueprint of this name (`cbse-80`, `choice-20`).

    The same bank and seed give the same paper. With `exclude_used`, questions that no frozen paper of the subject holds
    come first (`repeated_labels` says where it had to repeat).
    Raises UnknownBlueprint (400), BankTooSmall (409) with every shortage.
    """
    plan = blueprint_named(blueprint)
    bank = bank_candidates(subject)
    if not exclude_used:
        bank = [replace(candidate, is_used=False) for candidate in bank]
    drawn = draw(plan, bank, unit_weights=unit_weights(subject), seed=seed)
    versions = QuestionVersion.objects.in_bulk([place.version_id for place in drawn])
    groups = {
        section.key: dict.fromkeys(place.group for place in drawn if place.group and place.section == section.key)
        for section in plan.sections
    }
    return create_paper(
        ref=ref or f"{subject.code}-{plan.key}-{seed}-{secrets.token_hex(3)}",
        title=title or plan.title,
        subject=subject,
        by=by,
        duration_minutes=plan.duration_minutes,
        instructions=plan.instructions,
        sections=[
            {
                "key": section.key,
                "title": section.title,
                "instructions": section.instructions,
                "groups": [{"key": group, "pick": 1} for group in groups[section.key]],
            }
            for section in plan.sections
        ],
        items=[
            ItemDraft(
                question_version=versions[place.version_id],
                section=place.section,
                label=place.label,
                marks=place.marks,
                group=place.group,
            )
            for place in drawn
        ],
    )


@transaction.atomic
def delete_paper(*, paper: Paper, by: User | None) -> None:
    """Delete a paper that no exam uses. Raises PaperInUse (409)."""
    paper = Paper.objects.select_for_update().get(pk=paper.pk)
    if ExamPaper.objects.filter(paper_version__paper=paper).exists():
        raise PaperInUse
    record(actor=by, action="paper.deleted", target=paper, facts={"ref": paper.ref})
    paper.delete()
