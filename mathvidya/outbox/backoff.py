"""How long to wait after a failure."""

import random
from datetime import datetime, timedelta

from django.utils import timezone

BACKOFF = [5, 30, 120, 600, 3600]  # seconds after the first, second, … failure; the last one repeats
MAX_TRIES = 8  # of a handler; from here on a publisher's failure is an error in the log
LONGEST_ERROR = 2000


def next_try_after(tries: int) -> datetime:
    """Return when to try again what has failed `tries` times; up to a fifth later than `BACKOFF`, to spread them."""
    seconds = BACKOFF[min(tries, len(BACKOFF)) - 1]
    wait = seconds * random.uniform(1, 1.2)  # nosec B311  # noqa: S311  (spread, not secrecy)
    return timezone.now() + timedelta(seconds=wait)
