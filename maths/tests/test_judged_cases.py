"""The tables of judged answers: each row is test, key, answer, reading, verdict, why, and other options of the spec."""

import json

import pytest

from maths import judge
from maths.tests.rows import case_tables, rows_of

pytestmark = pytest.mark.usefixtures("calculator")


@pytest.mark.parametrize("table", case_tables())
def test_every_row_of_the_table_is_judged_as_it_says(table):
    differing = []
    for test, key, answer, reading, verdict, why, *rest in rows_of(table):
        options = json.loads(rest[0]["options"]) if rest else {}
        judged = judge({"test": test, "key": key, **options}, answer)
        found = [judged.reading.latex, judged.verdict.value, judged.why]
        if found != [reading, verdict, why]:
            differing.append(
                f"{test}: {answer!r} for {key!r} {options or ''} is {found}, not {[reading, verdict, why]}"
            )
    assert not differing, "\n".join(differing)


def test_there_are_cases_of_every_test_and_verdict():
    rows = [row for table in case_tables() for row in rows_of(table)]
    assert {row[0] for row in rows} == {"equivalent", "set", "equation", "function", "tolerance", "units", "number"}
    assert {row[4] for row in rows} == {"right", "wrong", "cannot_judge", "invalid"}
    assert len(rows) >= 600


def test_the_reasons_are_told_in_words():
    judged = judge({"test": "equivalent", "key": "1/3"}, "0.333")
    assert judged.words == "This is a rounded value; the exact one is asked for."
    invalid = judge({"test": "equivalent", "key": "2x"}, "(2x")
    assert invalid.words == "The bracket “(” is opened here and never closed."
    assert invalid.reading.problem.position == 0
