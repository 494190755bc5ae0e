"""Frozen papers, read once per process: an immutable version is bytes, never thirty questions again."""

import hashlib
import json
from typing import Any

from exams.models import Attempt, KeyVersion, PaperItem, PaperVersion
from exams.rules.content import PaperContent, SectionContent
from exams.rules.personal import draw_paper, personal_paper
from mathvidya.lib.process_caches import remembered
from questions.types import ItemContent, Step, student_view, typed_steps, written_steps

__all__ = [
    "ItemContent",
    "PaperContent",
    "SectionContent",
    "Step",
    "content_of",
    "get_attempt_content",
    "get_corrections",
    "get_paper_content",
]

PAPERS_KEPT = 256
ATTEMPTS_KEPT = 512


def get_paper_content(paper_version_id: int) -> PaperContent:
    """Return the content of a paper version; kept in the process when frozen.

    Raises PaperVersion.DoesNotExist.
    """
    return _frozen_content(paper_version_id)


@remembered(maxsize=PAPERS_KEPT)
def _frozen_content(paper_version_id: int) -> PaperContent:
    version = PaperVersion.objects.select_related("paper__subject").get(pk=paper_version_id)
    if version.frozen_at is None:
        raise PaperVersion.DoesNotExist(f"paper version {paper_version_id} is a draft")
    items = {item.pk: _item(item) for item in version.items.select_related("question_version").order_by("position")}
    sections = tuple(
        SectionContent(
            key=section["key"],
            title=section.get("title", ""),
            instructions=section.get("instructions", ""),
            groups={group["key"]: int(group["pick"]) for group in section.get("groups", [])},
        )
        for section in version.sections
    )
    body = json.dumps(_student_body(version, sections, items), ensure_ascii=False, separators=(",", ":")).encode()
    return PaperContent(
        id=version.pk,
        title=version.paper.title,
        instructions=version.instructions,
        duration_minutes=version.duration_minutes,
        total_marks=version.total_marks,
        sections=sections,
        items=items,
        body=body,
        etag=hashlib.sha256(body).hexdigest()[:32],
    )


def get_attempt_content(attempt_id: int, paper_version_id: int) -> PaperContent:
    """Return the paper as this attempt has it: with the values that were drawn for it, where its questions have any.

    Raises PaperVersion.DoesNotExist.
    """
    content = get_paper_content(paper_version_id)
    return _personal_content(attempt_id, paper_version_id) if content.is_parametric else content


@remembered(maxsize=ATTEMPTS_KEPT)
def _personal_content(attempt_id: int, paper_version_id: int) -> PaperContent:
    content = get_paper_content(paper_version_id)
    drawn, seed = Attempt.objects.values_list("drawn", "seed").get(pk=attempt_id)
    # A start that was interrupted before its snapshot: the same seed draws the same values.
    return personal_paper(content, drawn or draw_paper(content, seed))


def content_of(attempt: Attempt) -> PaperContent:
    """Return `get_attempt_content` of a row that is already loaded: no query, and nothing is kept."""
    content = get_paper_content(attempt.paper_version_id)
    if not content.is_parametric:
        return content
    return personal_paper(content, attempt.drawn or draw_paper(content, attempt.seed))


def _item(item: PaperItem) -> ItemContent:
    question = item.question_version
    return ItemContent(
        id=item.pk,
        question_version_id=question.pk,
        position=item.position,
        label=item.label,
        section=item.section,
        group=item.group,
        marks=item.marks,
        negative_marks=item.negative_marks,
        type=question.type,
        spec=question.spec,
        written_steps=written_steps(question.type, question.spec),
        typed_steps=typed_steps(question.type, question.spec, item.marks),
    )


def _student_body(
    version: PaperVersion, sections: tuple[SectionContent, ...], items: dict[int, ItemContent]
) -> dict[str, Any]:
    return {
        "paper_version": version.pk,
        "title": version.paper.title,
        "subject": version.paper.subject.code,
        "instructions": version.instructions,
        "duration_minutes": version.duration_minutes,
        "total_marks": str(version.total_marks),
        "sections": [
            {
                "key": section.key,
                "title": section.title,
                "instructions": section.instructions,
                "groups": [{"key": key, "pick": pick} for key, pick in section.groups.items()],
                "items": [
                    {
                        "id": item.id,
                        "label": item.label,
                        "position": item.position,
                        "group": item.group,
                        "marks": str(item.marks),
                        "negative_marks": str(item.negative_marks),
                        "type": item.type,
                        "spec": student_view(item.type, item.spec),
                    }
                    for item in items.values()
                    if item.section == section.key
                ],
            }
            for section in sections
        ],
    }


def get_corrections(paper_version_id: int) -> tuple[int, dict[str, Any]]:
    """Return (id, corrections) of the newest key of a paper version.

    Raises KeyVersion.DoesNotExist for a draft, which has no key yet.
    """
    key = KeyVersion.objects.filter(paper_version_id=paper_version_id).order_by("-number").first()
    if key is None:
        raise KeyVersion.DoesNotExist(f"paper version {paper_version_id} has no key")
    return key.pk, key.corrections
