"""Who is in whose class in the permission matrix."""

from collections.abc import Callable
from typing import Any

from learning.classroom.actions import end_teaching
from learning.classroom.models import BatchMember, Teaching
from learning.curriculum.models import Subject
from mathvidya.testing.factories.classroom import batch_of
from mathvidya.testing.worlds import PermissionWorld


def build(world: PermissionWorld) -> None:
    people = world.people
    maths = Subject.objects.get(pk=world.names["subject_pk"])
    far = Subject.objects.get(pk=world.names["far_subject"])
    batch = batch_of("cbse-10", name="X A")
    other = batch_of("cbse-12", name="XII C")
    sister = batch_of("cbse-10", name="X B")
    for who in ("owner", "classmate", "pending"):
        BatchMember.objects.create(batch=batch, student=people[who])
    Teaching.objects.create(teacher=people["teacher"], subject=maths, batch=batch)
    Teaching.objects.create(teacher=people["other_teacher"], subject=far, batch=other)
    Teaching.objects.create(teacher=people["sister_teacher"], subject=maths, batch=sister)
    world.name(batch=batch, other_batch=other, sister_batch=sister)


def leave_teaching(walker: Any) -> None:
    people = walker.world.people
    end_teaching(teaching=Teaching.objects.get(teacher=people["teacher"]), by=people["admin"])


EVENTS: dict[str, Callable[[Any], None]] = {"left_teacher": leave_teaching}
