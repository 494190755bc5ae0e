"""Marks per step of the scheme: append-only, the newest of a step counts."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from evaluations.actions.leases import hold_task
from evaluations.choices import ErrorTag
from evaluations.models import Mark, MarkingTask, Page
from evaluations.queries.marks import current_marks, steps_to_decide
from evaluations.rules.awards import read_award
from exams.queries.content import Step
from mathvidya.lib.errors import DomainError

MOST_MARKS = 300
LONGEST_COMMENT = 500
KNOWN = {"item", "step", "award", "not_attempted", "error_tag", "comment", "page", "x", "y", "follows_from"}

Place = tuple[int, str]


class BadMarks(DomainError):
    code = "marks_invalid"
    status = 400
    detail = _("Some marks cannot be taken. Nothing was saved.")


@transaction.atomic
def put_marks(*, task: MarkingTask, marker: User, fence: int, marks: list[Mapping[str, Any]]) -> MarkingTask:
    """Save awards; one that is the same as the current one adds nothing. All of them are saved, or none.

    Each: item, step, award ("1.5"), not_attempted, error_tag, comment, page with x and y in 0..1, and follows_from
    ({"item", "step"}: the error it carries on). Raises LeaseLost, BadMarks.
    """
    task = hold_task(task_id=task.pk, marker=marker, fence=fence)
    fresh = read_marks(
        marks, attempt_id=task.script.attempt_id, steps=steps_to_decide(task), current=current_marks(task)
    )
    for mark in fresh:
        mark.task, mark.by = task, marker
    Mark.objects.bulk_create(fresh)
    return task


def read_marks(
    marks: object, *, attempt_id: int, steps: Mapping[Place, Step], current: Mapping[Place, Mark]
) -> list[Mark]:
    """Return the marks that differ from `current`, not yet saved, without task and marker.

    Raises BadMarks where any is wrong.
    """
    pages = set(Page.objects.filter(attempt=attempt_id).values_list("pk", flat=True))
    wrong: dict[str, list[str]] = {}
    fresh: dict[Place, Mark] = {}
    for position, raw in enumerate(_listed(marks)):
        try:
            mark = _read_mark(raw, steps, current, pages)
        except ValueError as error:
            wrong[f"marks.{position}"] = [str(error)]
            continue
        place = (mark.item_id, mark.step)
        if place in fresh:
            wrong[f"marks.{position}"] = ["This step is in the list twice."]
        fresh[place] = mark
    if wrong:
        raise BadMarks(fields=wrong)
    return [mark for place, mark in fresh.items() if not _is_same(mark, current.get(place))]


def _listed(marks: object) -> list[Mapping[str, Any]]:
    if not isinstance(marks, list) or len(marks) > MOST_MARKS or not all(isinstance(raw, dict) for raw in marks):
        raise BadMarks(fields={"marks": [f"A list of at most {MOST_MARKS} marks."]})
    return marks


def _read_mark(
    raw: Mapping[str, Any], steps: Mapping[Place, Step], current: Mapping[Place, Mark], pages: set[int]
) -> Mark:
    """A mark as sent, not yet saved. Raises ValueError with words for the marker."""
    if unknown := set(raw) - KNOWN:
        raise ValueError(f"Unknown: {', '.join(sorted(unknown))}.")
    place = _place(raw)
    step = steps.get(place) if place else None
    if place is None or step is None:
        raise ValueError("There is no such step to decide.")
    not_attempted = raw.get("not_attempted", False)
    if not isinstance(not_attempted, bool):
        raise ValueError("not_attempted is true or false.")
    award = Decimal(0) if not_attempted else read_award(raw.get("award"), step.marks)
    comment, tag, page = raw.get("comment", ""), raw.get("error_tag", ""), raw.get("page")
    if not isinstance(comment, str) or len(comment) > LONGEST_COMMENT:
        raise ValueError(f"A comment has at most {LONGEST_COMMENT} characters.")
    if tag and tag not in ErrorTag.values:
        raise ValueError("There is no such error tag.")
    if page is not None and (type(page) is not int or page not in pages):
        raise ValueError("There is no such page.")
    follows = raw.get("follows_from")
    source = current.get(_place(follows) or (0, "")) if isinstance(follows, dict) else None
    if follows is not None and (source is None or (source.item_id, source.step) == place):
        raise ValueError("The step it follows from has no marks yet.")
    return Mark(
        item_id=place[0],
        step=place[1],
        award=award,
        is_not_attempted=not_attempted,
        error_tag=tag or "",
        comment=comment.strip(),
        page_id=page,
        x=_coordinate(raw.get("x")),
        y=_coordinate(raw.get("y")),
        follows_from=source,
        supersedes=current.get(place),
    )


def _place(raw: Mapping[str, Any]) -> Place | None:
    item, step = raw.get("item"), raw.get("step")
    return (item, step) if type(item) is int and isinstance(step, str) else None


def _coordinate(number: object) -> float | None:
    if number is None:
        return None
    if isinstance(number, bool) or not isinstance(number, int | float) or not 0 <= number <= 1:
        raise ValueError("A place on the page lies between 0 and 1.")
    return float(number)


def _is_same(mark: Mark, current: Mark | None) -> bool:
    if current is None:
        return False
    names = ("award", "is_not_attempted", "error_tag", "comment", "page_id", "x", "y", "follows_from_id")
    return all(getattr(mark, name) == getattr(current, name) for name in names)
