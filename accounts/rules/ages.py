"""The age of consent: who is a child in the sense of the data protection act. Pure."""

from datetime import date

ADULT_AT = 18


def age_on(today: date, *, born: date) -> int:
    """Return the age in whole years; a person born on 29 February has their birthday on 1 March."""
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


def is_child(today: date, *, born: date | None) -> bool:
    """Return whether a student is under age; without a known birthday they count as a child."""
    return born is None or age_on(today, born=born) < ADULT_AT


def adult_born_by(today: date) -> date:
    """Return the latest birthday of somebody who is of age on `today`: the same law, for a query."""
    try:
        return today.replace(year=today.year - ADULT_AT)
    except ValueError:
        return date(today.year - ADULT_AT, 2, 28)
