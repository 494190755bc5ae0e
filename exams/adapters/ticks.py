"""Hints to those who watch over an exam that attempts were started."""

import time

from mathvidya.lib.process_caches import cleared_by
from mathvidya.realtime.push import push

# A watching page asks two seconds after a tick, so what starts within one second of it is seen as well. When an exam
# opens, a push for each of ten thousand students would cost more than the starts themselves.
QUIET_SECONDS = 1.0

_ticked_at: dict[str, float] = {}
cleared_by(_ticked_at.clear)


def tick(group: str, attempt_id: int) -> None:
    """Send a hint to those who watch an exam, unless this process sent them one within the last second."""
    now = time.monotonic()
    if now - _ticked_at.get(group, -QUIET_SECONDS) < QUIET_SECONDS:
        return
    _ticked_at[group] = now
    push(group, "tick", {"attempt": attempt_id})
