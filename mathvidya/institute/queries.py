"""The institute and its calendar, cached for a few seconds."""

import time
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.core.cache import cache

from mathvidya.institute.models import Holiday, Institute
from mathvidya.institute.rules import Calendar, add_working_time, parse_week
from mathvidya.lib.process_caches import cleared_by

REMEMBERED_FOR = 10
HERE_FOR = 1.0  # a process asks the cache for the calendar once in so many seconds: each claim counts from a local day
KEY = "institute"

_here: dict[str, tuple[float, Calendar]] = {}
cleared_by(_here.clear)


def get_institute() -> Institute:
    """Return the one institute; its defaults where nobody has saved it yet."""
    institute: Institute | None = cache.get(KEY)
    if institute is None:
        institute = Institute.objects.filter(pk=1).first() or Institute(pk=1)
        cache.set(KEY, institute, REMEMBERED_FOR)
    return institute


def get_calendar() -> Calendar:
    """Return opening hours, zone and holidays, which `rules.add_working_time` needs."""
    key = f"{KEY}:calendar"
    read_at, mine = _here.get(key, (-HERE_FOR, None))
    if mine is not None and time.monotonic() - read_at < HERE_FOR:
        return mine
    calendar: Calendar | None = cache.get(key)
    if calendar is None:
        institute = get_institute()
        calendar = Calendar(
            zone=ZoneInfo(institute.time_zone),
            week=parse_week(institute.working_week),
            holidays=frozenset(Holiday.objects.values_list("date", flat=True)),
        )
        cache.set(key, calendar, REMEMBERED_FOR)
    _here[key] = (time.monotonic(), calendar)
    return calendar


def promised_time(start: datetime, hours: int) -> datetime:
    """Return the instant, in UTC, at which that many of the institute's working hours have passed since `start`."""
    return add_working_time(start, timedelta(hours=hours), get_calendar())


def forget_institute() -> None:
    """Clear what is cached of the institute; called whenever it or a holiday is saved."""
    _here.clear()
    cache.delete_many([KEY, f"{KEY}:calendar"])
