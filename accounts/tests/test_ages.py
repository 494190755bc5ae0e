"""The rule of age gives the same answer for a person and in a query."""

from datetime import date, timedelta

import pytest

from accounts.rules.ages import adult_born_by, is_child


@pytest.mark.parametrize("today", [date(2026, 11, 21), date(2028, 2, 28), date(2028, 2, 29), date(2028, 3, 1)])
def test_a_person_and_a_query_agree_about_who_is_a_child(today):
    around = [adult_born_by(today) + timedelta(days=days) for days in range(-3, 4)]
    assert [is_child(today, born=born) for born in around] == [born > adult_born_by(today) for born in around]


@pytest.mark.parametrize(
    ("today", "child"), [(date(2026, 2, 28), True), (date(2026, 3, 1), False), (date(2025, 12, 31), True)]
)
def test_born_on_29_february_one_is_of_age_on_1_march(today, child):
    assert is_child(today, born=date(2008, 2, 29)) is child


def test_without_a_birthday_one_is_a_child():
    assert is_child(date(2026, 11, 21), born=None)
