"""Grades by percentage, as CBSE gives them."""

from decimal import Decimal

import pytest

from exams.rules.grades import grade_of


@pytest.mark.parametrize(
    ("percentage", "letter"),
    [("100", "A1"), ("90.5", "A1"), ("90.49", "A2"), ("33", "D"), ("32.5", "D"), ("32.49", "E"), ("0", "E")],
)
def test_bands(percentage, letter):
    assert grade_of(Decimal(percentage)) == letter
