"""Progress is asked with a student's id: a parent of several children must say which child is meant."""

from typing import Any

from mathvidya.testing.worlds import CountWorld

NAMES_A_STUDENT = {f"/api/v1/users/{noun}" for noun in ("attempts", "progress", "analytics")}


def things(world: CountWorld, path: str) -> dict[str, Any]:
    return {"query": f"student={world.student.pk}"} if path in NAMES_A_STUDENT else {}
