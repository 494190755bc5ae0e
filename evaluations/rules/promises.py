"""When a promised time is at risk."""

from datetime import datetime, timedelta

LEAST_WARNING = timedelta(hours=2)
SHARE_LEFT = 0.25


def warn_from(created_at: datetime, due_at: datetime) -> datetime:
    """A warning is due with a quarter of the time left, and never later than two hours before."""
    return due_at - max((due_at - created_at) * SHARE_LEFT, LEAST_WARNING)
