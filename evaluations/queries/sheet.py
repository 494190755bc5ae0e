"""Everything the marking page needs about one task, as plain values."""

from typing import Any

from django.urls import reverse

from evaluations.choices import TaskPurpose
from evaluations.models import MarkingTask, Page, PageView
from evaluations.queries.desk import as_entry
from evaluations.queries.marks import as_json, asked_items, counted_marks, current_marks, earlier_marks, steps_by_item
from evaluations.queries.questions import question_as_html
from evaluations.rules.awards import choices_for, plain
from exams.models import Response
from exams.queries.content import ItemContent, Step, get_attempt_content


def sheet_of(task: MarkingTask, marker_id: int | None) -> dict[str, Any]:
    """Return pages, questions with their scheme, and what has been written so far, in a constant number of queries."""
    attempt = task.script.attempt
    content = get_attempt_content(attempt.pk, attempt.paper_version_id)
    steps = steps_by_item(task, asked_items(task))
    answers = dict(Response.objects.filter(attempt=attempt).values_list("item_id", "answer"))
    picks = {key: pick for section in content.sections for key, pick in section.groups.items()}
    review = task.purpose == TaskPurpose.RE_EVALUATION
    return {
        **as_entry(task),
        "holder": task.marker_id == marker_id,
        "pages": _pages(task, marker_id),
        "questions": [
            _question(content.items[item_id], of_item, answers.get(item_id), picks.get(content.items[item_id].group))
            for item_id, of_item in steps.items()
        ],
        "marks": [as_json(mark) for mark in current_marks(task).values()],
        "earlier_marks": [as_json(mark) for mark in earlier_marks(task).values()] if review else [],
        "request": task.re_evaluation.reason if review else "",
    }


def counted_questions(task: MarkingTask) -> list[dict[str, Any]]:
    """Return questions with their steps and the marks the result is made of: `label`, `lines` of `name`, `label`,
    `marks`, `choices`, `mark`, `by`.
    """
    counted = counted_marks(task.script_id)
    questions = []
    for item in get_attempt_content(task.script.attempt_id, task.script.attempt.paper_version_id).items.values():
        lines = [
            {
                "name": f"{item.id}-{step.key}",
                "label": step.label,
                "marks": step.marks,
                "choices": choices_for(step.marks),
                "mark": as_json(counted[item.id, step.key]),
                "by": counted[item.id, step.key].by,
            }
            for step in item.written_steps + item.typed_steps
            if (item.id, step.key) in counted
        ]
        if lines:
            questions.append({"label": item.label, "lines": lines})
    return questions


def _pages(task: MarkingTask, marker_id: int | None) -> list[dict[str, Any]]:
    pages = Page.objects.shown().filter(attempt=task.script.attempt_id).order_by("position", "pdf_page", "id")
    seen = set(PageView.objects.filter(task=task, by=marker_id).values_list("page_id", flat=True))
    drawn: dict[int, list[dict[str, Any]]] = {}
    for one in task.annotations.all():
        drawn.setdefault(one.page_id, []).append({"client_id": one.client_id, "kind": one.kind, "shape": one.shape})
    return [
        {
            "id": page.pk,
            "position": number,
            "item": page.item_id,
            "width": page.width,
            "height": page.height,
            "image": reverse("page_image", args=[page.pk]),
            "thumbnail": reverse("page_thumbnail", args=[page.pk]),
            "warnings": page.quality.get("warnings", []),
            "also_sent_elsewhere": page.same_as_other_id is not None,
            "bounced": page.bounce_reason if page.bounced_at else None,
            "seen": page.pk in seen,
            "annotations": drawn.get(page.pk, []),
        }
        for number, page in enumerate(pages, start=1)
    ]


def _question(item: ItemContent, steps: tuple[Step, ...], answer: Any, pick: int | None) -> dict[str, Any]:
    return {
        "item": item.id,
        "label": item.label,
        "section": item.section,
        "group": item.group,
        "pick": pick,
        "marks": plain(item.marks),
        **question_as_html(item, steps, answer or {}),
        "steps": [
            {
                "step": step.key,
                "part": step.key.partition(".")[0] if "." in step.key else "",
                "label": step.label,
                "marks": plain(step.marks),
                "alternatives": list(step.alternatives),
                "choices": choices_for(step.marks),
            }
            for step in steps
        ],
    }
