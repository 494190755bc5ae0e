"""CBSE's letters, by fixed percentage bands.

The nine bands A1 91-100, A2 81-90, B1 71-80, B2 61-70, C1 51-60, C2 41-50, D 33-40, E below are those that CBSE's
scheme of continuous evaluation published for school assessments; the board's own examinations rank candidates
instead, which one exam of one institute cannot. docs/results.md says so to readers.
"""

from decimal import Decimal

_BANDS = (("A1", 91), ("A2", 81), ("B1", 71), ("B2", 61), ("C1", 51), ("C2", 41), ("D", 33))


def grade_of(percentage: Decimal) -> str:
    """Return the grade of a percentage, which is first rounded half up to a whole number, as a report card does."""
    whole = int(percentage.quantize(Decimal(1), "ROUND_HALF_UP"))
    return next((letter for letter, least in _BANDS if whole >= least), "E")
