"""Entries of the audit, one more each time."""

from mathvidya.audit.records import record
from mathvidya.testing.worlds import CountWorld


def grow(world: CountWorld) -> None:
    record(
        actor=world.cast["admin"], action="accounts.person_changed", target=world.student, reason=f"No. {world.size}"
    )
