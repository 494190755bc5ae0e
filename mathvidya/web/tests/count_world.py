"""Lines in the administration's own history, one more each time."""

from typing import Any

from django.contrib.admin.models import ADDITION, LogEntry
from django.contrib.contenttypes.models import ContentType

from mathvidya.testing.worlds import CountWorld


def grow(world: CountWorld) -> None:
    LogEntry.objects.create(
        user=world.cast["admin"],
        content_type=ContentType.objects.get_for_model(world.student),
        object_id=str(world.student.pk),
        object_repr="growing",
        action_flag=ADDITION,
    )


def things(world: CountWorld, path: str) -> dict[str, Any]:
    return {"content_type_id": 0}
