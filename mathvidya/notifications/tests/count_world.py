"""Notices to everybody, one more each time."""

from typing import Any

from mathvidya.notifications.actions import notify
from mathvidya.notifications.choices import KINDS
from mathvidya.testing.worlds import CountWorld


def grow(world: CountWorld) -> None:
    people, facts = [person.pk for person in world.cast.values()], {"exam": f"Exam {world.size}"}
    notify(user_ids=people, kind=KINDS["exam_scheduled"], facts=facts, url="/exams", key=f"grown {world.size}")


def things(world: CountWorld, path: str) -> dict[str, Any]:
    return {"notifications": world.student.notifications.latest("pk").pk if world.size else 0}
