"""Birthdays, phone numbers and time zones: what is plausible, in one spelling. Pure."""

from datetime import date
from zoneinfo import available_timezones

import phonenumbers

from accounts.rules.ages import age_on

YOUNGEST, OLDEST = 8, 110
# Read once: each call reads the machine's whole folder of zones, 10 ms of work for every request that names a zone.
ZONES = frozenset(available_timezones())


def check_birth(born: date, today: date) -> date:
    """Return the birthday.

    Raises ValueError for one in the future, or of a person too young or too old to take exams here.
    """
    if born > today:
        raise ValueError("This day has not come yet.")
    if not YOUNGEST <= age_on(today, born=born) <= OLDEST:
        raise ValueError("Please check the year.")
    return born


def clean_phone(raw: str, region: str = "IN") -> str:
    """Return a number as people write it in E.164 ("+919876543210"); "" stays "". Raises ValueError."""
    if not raw.strip():
        return ""
    try:
        number = phonenumbers.parse(raw, region)
    except phonenumbers.NumberParseException as error:
        raise ValueError("This is not a phone number.") from error
    if number.extension or not phonenumbers.is_valid_number(number):
        raise ValueError("This is not a phone number.")
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def check_zone(name: str) -> str:
    """Return an IANA name such as "Asia/Kolkata" (or the older "Asia/Calcutta"). Raises ValueError for other texts."""
    if name not in ZONES:
        raise ValueError("This is not a time zone of the IANA list.")
    return name
