"""Promised times: zones, nights, weekends, holidays, changes of clocks."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from mathvidya.institute.rules import Calendar, add_working_time, parse_week

WEEK = {day: (time(9), time(18)) for day in range(1, 7)}
KOLKATA = Calendar(ZoneInfo("Asia/Kolkata"), WEEK, frozenset({date(2026, 1, 26)}))


def ist(*parts):
    return datetime(*parts, tzinfo=ZoneInfo("Asia/Kolkata"))


@pytest.mark.parametrize(
    ("start", "hours", "due"),
    [
        (ist(2026, 1, 19, 10), 3, ist(2026, 1, 19, 13)),  # within one Monday
        (ist(2026, 1, 19, 7), 1, ist(2026, 1, 19, 10)),  # before opening
        (ist(2026, 1, 19, 23), 1, ist(2026, 1, 20, 10)),  # at night
        (ist(2026, 1, 19, 17), 2, ist(2026, 1, 20, 10)),  # over a night
        (ist(2026, 1, 19, 17), 1, ist(2026, 1, 19, 18)),  # to the minute of closing
        (ist(2026, 1, 24, 17), 2, ist(2026, 1, 27, 10)),  # Saturday, then Sunday and Republic Day
        (ist(2026, 1, 26, 12), 1, ist(2026, 1, 27, 10)),  # on a holiday
        (ist(2026, 1, 19, 9), 18, ist(2026, 1, 20, 18)),  # the promise of two full days
    ],
)
def test_the_institutes_hours(start, hours, due):
    found = add_working_time(start, timedelta(hours=hours), KOLKATA)
    assert found == due
    assert found.tzinfo is UTC


def test_the_zone_of_the_start_does_not_matter():
    start = ist(2026, 1, 19, 17)
    elsewhere = start.astimezone(ZoneInfo("America/New_York"))
    assert add_working_time(elsewhere, timedelta(hours=2), KOLKATA) == ist(2026, 1, 20, 10)


@pytest.mark.parametrize(
    ("day", "due_in_utc"),
    [
        (date(2026, 3, 29), datetime(2026, 3, 29, 3, tzinfo=UTC)),  # forward: 02:00 to 03:00 does not exist
        (date(2026, 10, 25), datetime(2026, 10, 25, 3, tzinfo=UTC)),  # back: 02:00 to 03:00 is there twice
    ],
)
def test_an_hour_is_an_hour_when_clocks_change(day, due_in_utc):
    berlin = Calendar(ZoneInfo("Europe/Berlin"), {day.isoweekday(): (time(0), time(23))}, frozenset())
    midnight = datetime.combine(day, time(0), ZoneInfo("Europe/Berlin")).astimezone(UTC)
    due = add_working_time(midnight, due_in_utc - midnight, berlin)
    assert due == due_in_utc
    assert due - midnight in {timedelta(hours=4), timedelta(hours=5)}


def test_no_working_time_is_said():
    never = Calendar(ZoneInfo("UTC"), {}, frozenset())
    with pytest.raises(ValueError, match="no such working time"):
        add_working_time(datetime(2026, 1, 1, tzinfo=UTC), timedelta(hours=1), never)


@pytest.mark.parametrize("raw", [{}, {"8": ["09:00", "18:00"]}, {"1": ["18:00", "09:00"]}, {"1": ["nine", "six"]}])
def test_a_bad_week_is_refused(raw):
    with pytest.raises(ValueError, match=r".+"):
        parse_week(raw)
