"""The exam room: the questions of one attempt in the order of its screen."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from accounts.models import User
from exams.access.attempts import get_attempt_to_write
from exams.models import Attempt
from exams.queries.attempts import clock_of, responses_of
from exams.queries.content import get_attempt_content
from exams.rules.content import SectionContent
from exams.rules.ordering import item_order, option_orders
from mathvidya.lib.errors import NotFound
from questions.types import student_view, typed_places


@dataclass(frozen=True)
class RoomQuestion:
    """`pick` of the `rivals` (labels of its `group`) count; 0 where all do."""

    id: int
    number: int
    label: str
    section: SectionContent
    type: str
    marks: str
    negative_marks: str
    spec: dict[str, Any]
    options: list[str]
    group: str
    pick: int
    rivals: list[str]


def room_questions(attempt: Attempt) -> list[RoomQuestion]:
    """Return every question without its key, as this attempt shows them."""
    content, paper = get_attempt_content(attempt.pk, attempt.paper_version_id), attempt.exam_paper
    sections = {section.key: section for section in content.sections}
    options = content.options | option_orders(content, attempt.seed, shuffle=paper.shuffle_options)
    questions = []
    for number, pk in enumerate(item_order(content, attempt.seed, shuffle=paper.shuffle_questions), start=1):
        item = content.items[pk]
        rivals = [other.label for other in content.items.values() if item.group and other.group == item.group]
        questions.append(
            RoomQuestion(
                id=pk,
                number=number,
                label=item.label,
                section=sections[item.section],
                type=item.type,
                marks=str(item.marks),
                negative_marks=str(item.negative_marks) if item.negative_marks else "",
                spec=student_view(item.type, item.spec),
                options=list(options.get(pk, ())),
                group=f"{item.section}/{item.group}" if item.group else "",
                pick=sections[item.section].groups.get(item.group, 0) if item.group else 0,
                rivals=rivals,
            )
        )
    return questions


def typed_test(user: User, attempt_id: int, item_id: int, part: str) -> Mapping[str, Any]:
    """Return how a typed answer in an open attempt of `user` is judged, without its key. Raises NotFound (404)."""
    attempt = get_attempt_to_write(user, attempt_id)
    item = get_attempt_content(attempt.pk, attempt.paper_version_id).items.get(item_id)
    if item is None:
        raise NotFound
    place = typed_places(item.type, item.spec).get(part)
    if place is None:
        raise NotFound
    test: Mapping[str, Any] = place["test"]
    return test


def room_state(attempt: Attempt) -> dict[str, Any]:
    """Return the state with which the script of the exam room starts."""
    api = f"/api/v1/attempts/{attempt.pk}"
    clock = clock_of(attempt)
    return {
        "attempt": attempt.pk,
        "student": attempt.student_id,
        "status": clock["status"],
        "remaining": clock["remaining_seconds"],
        "serverNow": clock["server_now"].timestamp() * 1000,
        "responses": responses_of(attempt),
        "urls": {
            "state": api,
            "save": f"{api}/responses",
            "submit": f"{api}/submit",
            "events": f"{api}/events",
            "done": f"/attempts/{attempt.pk}",
            "session": "/me",
            "socket": f"/ws/exam/{attempt.exam_id}",
        },
    }
