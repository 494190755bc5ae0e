"""The steps of an attempt that a teacher has to award."""

from collections.abc import Container, Mapping
from typing import Any

from exams.models import Attempt, ResultRun
from exams.queries.content import get_attempt_content, get_paper_content
from questions.types import TYPED, ItemContent, Step, Verdict


def steps_for_teacher(
    attempt_id: int, paper_version_id: int, *, asked: Container[int] = frozenset()
) -> dict[int, tuple[Step, ...]]:
    """Return steps by item id, in the paper's order.

    Every step of a written answer; of typed maths what the machine could not judge, what a teacher awarded before, and
    what the student asked about (`asked`: item ids). One query, and only for a paper with typed maths.
    """
    content = get_attempt_content(attempt_id, paper_version_id)
    entries = _newest_entries(attempt_id) if content.has_typed else {}
    steps = {
        item.id: item.written_steps
        + (item.typed_steps if item.id in asked else _open_steps(item, entries.get(str(item.id), {})))
        for item in content.items.values()
    }
    return {item_id: of_item for item_id, of_item in steps.items() if of_item}


def waits_for_teacher(attempt_id: int, paper_version_id: int) -> bool:
    """Return whether anything in this attempt is for a teacher to award."""
    return bool(steps_for_teacher(attempt_id, paper_version_id))


def is_open_typed(attempt_id: int) -> bool:
    """Return whether typed maths in this attempt was left open; slow algebra may still decide it."""
    paper_version_id = Attempt.objects.values_list("paper_version_id", flat=True).get(pk=attempt_id)
    if not get_paper_content(paper_version_id).has_typed:
        return False
    return any(
        step.key.endswith(TYPED)
        for of_item in steps_for_teacher(attempt_id, paper_version_id).values()
        for step in of_item
    )


def _newest_entries(attempt_id: int) -> Mapping[str, Any]:
    run = ResultRun.objects.filter(attempt=attempt_id).order_by("-number").only("body").first()
    entries: Mapping[str, Any] = run.body["items"] if run else {}
    return entries


def _open_steps(item: ItemContent, entry: Mapping[str, Any]) -> tuple[Step, ...]:
    awarded = entry.get("steps", {})
    return tuple(step for step in item.typed_steps if step.key in awarded or _verdict(step, entry) == Verdict.AWAITING)


def _verdict(step: Step, entry: Mapping[str, Any]) -> str | None:
    part = step.key.rpartition(".")[0]
    place = entry.get("parts", {}).get(part, {}) if part else entry
    verdict: str | None = place.get("verdict")
    return verdict
