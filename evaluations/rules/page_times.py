"""Until when the bytes of a page may still arrive."""

from datetime import datetime, timedelta

PAGE_LIMIT = 60
LATE = timedelta(minutes=10)
RETAKE = timedelta(hours=24)


def may_finish_until(*, ended_at: datetime, bounced_at: datetime | None) -> datetime:
    """Return the last moment for the bytes of a declared page: ten minutes after the end, or a day after it was sent
    back.
    """
    return bounced_at + RETAKE if bounced_at else ended_at + LATE
