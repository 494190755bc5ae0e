"""Events that were delivered, two more each time; the rest waits."""

from mathvidya.outbox.relay import deliver_due
from mathvidya.testing.worlds import CountWorld


def grow(world: CountWorld) -> None:
    deliver_due(limit=2)
