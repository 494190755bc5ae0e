"""The marks that count, and what is still to decide."""

from typing import Any

from django.db.models import QuerySet

from evaluations.choices import TaskPurpose, TaskState
from evaluations.models import Mark, MarkingTask, ReEvaluation
from evaluations.rules.awards import plain
from exams.queries.content import Step
from exams.queries.marking import steps_for_teacher


def steps_to_decide(task: MarkingTask) -> dict[tuple[int, str], Step]:
    """Return every step this task must award, by (item id, step key), in the paper's order.

    `task.script.attempt` must be loaded. A re-evaluation has only the questions that were asked about.
    """
    return {
        (item_id, step.key): step
        for item_id, of_item in steps_by_item(task, asked_items(task)).items()
        for step in of_item
    }


def steps_by_item(task: MarkingTask, asked: set[int]) -> dict[int, tuple[Step, ...]]:
    """Return the steps of `steps_to_decide` by item id; `asked` as `asked_items` gives it."""
    attempt = task.script.attempt
    steps = steps_for_teacher(attempt.pk, attempt.paper_version_id, asked=asked)
    return {item_id: of_item for item_id, of_item in steps.items() if not asked or item_id in asked}


def asked_items(task: MarkingTask) -> set[int]:
    """Return the items a re-evaluation is about; an empty set means all."""
    if task.purpose != TaskPurpose.RE_EVALUATION:
        return set()
    request = ReEvaluation.objects.filter(task=task).only("items").first()
    return set(request.items) if request else set()


def current_marks(task: MarkingTask) -> dict[tuple[int, str], Mark]:
    """Return the newest mark of each step of this task."""
    newest = Mark.objects.filter(task=task, superseded_by=None).select_related("follows_from", "by")
    return {(mark.item_id, mark.step): mark for mark in newest}


def earlier_marks(task: MarkingTask) -> dict[tuple[int, str], Mark]:
    """Return the marks of the finished tasks of the same script; a later task's mark replaces an earlier one's."""
    return _over_each_other(Mark.objects.exclude(task=task), task.script_id)


def counted_marks(script_id: int) -> dict[tuple[int, str], Mark]:
    """Return the mark of each step that the result is made of: of all finished tasks, the latest."""
    return _over_each_other(Mark.objects.all(), script_id)


def _over_each_other(marks: QuerySet[Mark], script_id: int) -> dict[tuple[int, str], Mark]:
    done = marks.filter(task__script=script_id, task__state=TaskState.DONE, superseded_by=None)
    rows = done.select_related("follows_from", "by").order_by("task_id", "id")
    return {(mark.item_id, mark.step): mark for mark in rows}


def as_written(marks: dict[tuple[int, str], Mark]) -> dict[str, dict[str, dict[str, Any]]]:
    """Return marks in the form that exams.actions.results.record_result takes."""
    written: dict[str, dict[str, dict[str, Any]]] = {}
    for (item_id, step), mark in marks.items():
        written.setdefault(str(item_id), {})[step] = {
            "award": plain(mark.award),
            "not_attempted": mark.is_not_attempted,
            "error_tag": mark.error_tag,
            "comment": mark.comment,
        }
    return written


def as_json(mark: Mark) -> dict[str, Any]:
    """Return a mark as clients get it."""
    follows = mark.follows_from
    return {
        "item": mark.item_id,
        "step": mark.step,
        "award": plain(mark.award),
        "not_attempted": mark.is_not_attempted,
        "error_tag": mark.error_tag,
        "comment": mark.comment,
        "page": mark.page_id,
        "x": mark.x,
        "y": mark.y,
        "follows_from": {"item": follows.item_id, "step": follows.step} if follows else None,
    }
