"""The event about all answers of an attempt, emitted when its result is published."""

from datetime import datetime
from typing import Any

from exams.queries.places import places_of
from exams.rules.facts import facts_of_items
from questions.events import ItemAnswered

WHERE = "exam"


def items_answered(
    *,
    attempt_id: int,
    student_id: int,
    paper_version_id: int,
    number: int,
    submitted_at: datetime,
    body: dict[str, Any],
    is_revision: bool,
) -> ItemAnswered:
    """Return the one event of a published run: all items of its `body`; `number` is that of the attempt."""
    return ItemAnswered(
        student_id=student_id,
        where=WHERE,
        where_id=attempt_id,
        at=submitted_at.isoformat(),
        is_revision=is_revision,
        items=facts_of_items(body, places_of(paper_version_id), is_first_try=number == 1),
    )
