"""When a promised time is at risk."""

from datetime import datetime, timedelta

LEAST_WARNING = timedelta(hours=2)
SHARE_LEFT = 0.25


def warn_from(created_at: datetime, due_at: datetime) -> datetime:
    """Return the moment of the warning: when a quarter of the time is left, and never later than two hours before the
    due time.
    """
    return due_at - max((due_at - created_at) * SHARE_LEFT, LEAST_WARNING)
