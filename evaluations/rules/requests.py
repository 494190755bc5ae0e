"""Asking for another look at a result: until when."""

from datetime import datetime, timedelta

ASK_WITHIN = timedelta(days=7)


def may_ask(*, published_at: datetime | None, now: datetime) -> bool:
    """Return whether the result has been out for at most a week."""
    return published_at is not None and now <= published_at + ASK_WITHIN
