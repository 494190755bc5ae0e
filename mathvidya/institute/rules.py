"""Working time: what "within 18 working hours" means on the institute's calendar. Pure."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

HORIZON_DAYS = 3660


@dataclass(frozen=True)
class Calendar:
    """Opening hours by ISO weekday (1 = Monday) in `zone`, less `holidays`."""

    zone: ZoneInfo
    week: dict[int, tuple[time, time]]
    holidays: Collection[date]


def parse_week(raw: dict[str, list[str]]) -> dict[int, tuple[time, time]]:
    """Return the opening hours of {"1": ["09:00", "18:00"], …}. Raises ValueError that says what is wrong."""
    week: dict[int, tuple[time, time]] = {}
    for day, hours in raw.items():
        if day not in {"1", "2", "3", "4", "5", "6", "7"} or len(hours) != 2:
            raise ValueError(f"{day}: give an ISO weekday (1 to 7) with opening and closing time")
        opening, closing = (time.fromisoformat(text) for text in hours)
        if closing <= opening:
            raise ValueError(f"{day}: closes before it opens")
        week[int(day)] = (opening, closing)
    if not week:
        raise ValueError("no working day")
    return week


def add_working_time(start: datetime, amount: timedelta, calendar: Calendar) -> datetime:
    """Return the instant, in UTC, at which `amount` of opening hours have passed since `start`.

    Local opening times are turned into UTC before anything is added, so a change of clocks does not shorten a promise.
    Raises ValueError where the calendar has too few working hours within ten years.
    """
    left = amount
    day = start.astimezone(calendar.zone).date()
    for _ in range(HORIZON_DAYS):
        hours = calendar.week.get(day.isoweekday())
        if hours and day not in calendar.holidays:
            opening, closing = (datetime.combine(day, at, calendar.zone).astimezone(UTC) for at in hours)
            begin = max(opening, start)
            if begin < closing:
                if begin + left <= closing:
                    return (begin + left).astimezone(UTC)
                left -= closing - begin
        day += timedelta(days=1)
    raise ValueError("the calendar has no such working time")
