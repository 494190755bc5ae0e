"""A marked script as the student gets it back: the pages with the marker's ink."""

import json
from typing import Any

from django.urls import reverse

from evaluations.choices import TaskState
from evaluations.models import Annotation, Mark, MarkingTask, Page
from evaluations.rules.awards import plain
from exams.models import Attempt
from exams.queries.content import get_paper_content


def marked_pages(attempt: Attempt) -> list[dict[str, Any]]:
    """Return for each page: picture, size, drawings, and the awards that were placed on it. Four queries."""
    done = {"task__script__attempt": attempt, "task__state": TaskState.DONE}
    drawn: dict[int, list[dict[str, Any]]] = {}
    for one in Annotation.objects.filter(**done):
        drawn.setdefault(one.page_id, []).append({"kind": one.kind, "shape": one.shape})
    labels = {item.id: item.label for item in get_paper_content(attempt.paper_version_id).items.values()}
    awards: dict[int, list[dict[str, Any]]] = {}
    newest: dict[tuple[int, str], Mark] = {}
    for mark in Mark.objects.filter(superseded_by=None, **done).order_by("task_id", "id"):
        newest[mark.item_id, mark.step] = mark
    for mark in newest.values():
        if mark.page_id and not mark.is_not_attempted:
            awards.setdefault(mark.page_id, []).append(
                {"question": labels.get(mark.item_id, ""), "award": plain(mark.award), "x": mark.x, "y": mark.y}
            )
    pages = Page.objects.shown().filter(attempt=attempt).order_by("position", "pdf_page", "id")
    return [
        {
            "id": page.pk,
            "number": number,
            "width": page.width,
            "height": page.height,
            "image": reverse("page_image", args=[page.pk]),
            "comments": [one["shape"]["text"] for one in drawn.get(page.pk, []) if one["kind"] == "comment"],
            # htmx takes every script out of a fragment, JSON too, so the ink travels in an attribute.
            "ink": json.dumps(
                {
                    "width": page.width,
                    "height": page.height,
                    "annotations": drawn.get(page.pk, []),
                    "awards": awards.get(page.pk, []),
                }
            ),
        }
        for number, page in enumerate(pages, start=1)
    ]


def finished_task(attempt: Attempt) -> MarkingTask | None:
    """Return the marking that an administrator may correct; None while nobody has finished one."""
    return MarkingTask.objects.filter(script__attempt=attempt, state=TaskState.DONE).order_by("pk").first()
