"""What the marking desk keeps of one person, for their download. Marks only as far as results have been released."""

from pathlib import PurePosixPath
from typing import Any

from django.db.models import F, QuerySet

from accounts.models import User
from accounts.queries.export import Part
from evaluations.choices import TaskState
from evaluations.models import Annotation, Mark, MarkingTask, Page, ReEvaluation


def evaluations_part(person: User) -> Part:
    """Return the pages with their pictures, the marks and ink on them, requests to mark again; of markers, what they
    marked.

    The uploaded originals are in the part "uploads".
    """
    pages = list(Page.objects.filter(attempt__student=person).select_related("item").order_by("attempt", "position"))
    marks = Mark.objects.filter(task__in=_released(person)).select_related("item", "task__script").order_by("id")
    ink = Annotation.objects.filter(task__in=_released(person)).order_by("id")
    requests = ReEvaluation.objects.filter(attempt__student=person).order_by("id")
    marked = MarkingTask.objects.filter(marker=person).order_by("id")
    return Part(
        data={
            "pages": [_page(page) for page in pages],
            "marks": [_mark(mark) for mark in marks],
            "annotations": list(ink.values("page_id", "kind", "shape", "at")),
            "re_evaluations": list(
                requests.values("attempt_id", "reason", "items", "state", "created_at", "closed_at")
            ),
            "marked_as_teacher": list(marked.values("purpose", "state", "claimed_at", "done_at")),
        },
        files={_name(page): page.image for page in pages if page.image},
    )


def _released(person: User) -> QuerySet[MarkingTask]:
    """Finished markings of this student that the published result already counts."""
    return MarkingTask.objects.filter(
        student=person, state=TaskState.DONE, done_at__lte=F("script__attempt__published_at")
    )


def _name(page: Page) -> str:
    return f"attempt-{page.attempt_id}/page-{page.position}-{page.pk}{PurePosixPath(page.image).suffix}"


def _page(page: Page) -> dict[str, Any]:
    return {
        "id": page.pk,
        "attempt": page.attempt_id,
        "position": page.position,
        "question": page.item.label if page.item else None,
        "state": page.state,
        "refusal": page.refusal,
        "sha256": page.sha256,
        "quality": page.quality,
        "file": _name(page) if page.image else None,
        "bounced_at": page.bounced_at,
        "bounce_reason": page.bounce_reason,
        "declared_at": page.declared_at,
        "received_at": page.received_at,
    }


def _mark(mark: Mark) -> dict[str, Any]:
    return {
        "attempt": mark.task.script.attempt_id,
        "question": mark.item.label,
        "step": mark.step,
        "award": mark.award,
        "not_attempted": mark.is_not_attempted,
        "error_tag": mark.error_tag,
        "comment": mark.comment,
        "page": mark.page_id,
        "at": mark.at,
    }
