"""Reading and writing marks."""

import re
from decimal import Decimal
from typing import Any

# ASCII digits only: Decimal() alone would read "1_0" as ten and "١٢" as twelve.
_MARKS = re.compile(r"[0-9]{1,3}(\.[0-9]{1,2})?")


def parse_marks(value: Any) -> Decimal | None:
    """Return `value` as marks, or None when it is not a string like "4", "2.5" or "12.25"."""
    return Decimal(value) if isinstance(value, str) and _MARKS.fullmatch(value) else None


def as_marks(value: Decimal | str) -> str:
    """Return marks in their one spelling: "1", "0.5"."""
    return format(Decimal(value).normalize(), "f")
