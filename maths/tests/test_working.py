"""A working is checked line by line. Rows: lines, the verdict on each, the first wrong one, roots named, options."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maths import SpecRefused
from maths.tests.rows import rows_of
from maths.working import MOST_LINES, check_working

pytestmark = pytest.mark.usefixtures("calculator")


def test_every_row_of_the_table_is_said_as_it_says():
    differing = []
    for text, whys, first_wrong, roots, *rest in rows_of("working"):
        working = check_working([line.strip() for line in text.split(" | ")], json.loads(rest[0] if rest else "{}"))
        wrong = -1 if working.first_wrong is None else working.first_wrong
        named = working.lines[wrong].about.get("roots", "") if wrong >= 0 else ""
        found = (" ".join(line.why for line in working.lines), wrong, named)
        if found != (whys, first_wrong, roots):
            differing.append(f"{text} is {found}, not {(whys, first_wrong, roots)}")
    assert not differing, "\n".join(differing)


def test_the_first_wrong_line_is_told_in_words():
    working = check_working(["x^2 = 3x", "x = 3"])
    said = "The solution 0 is lost here. Was there a division by something that can be 0?"
    assert working.lines[working.first_wrong].words == said
    assert working.is_judged
    unread = check_working(["x + 2 = 5", "(x = 3"])
    assert unread.lines[1].words == "The bracket “(” is opened here and never closed."
    assert (unread.first_wrong, unread.is_judged) == (None, False)


def test_lines_may_be_given_one_by_one():
    lines = ["x + y = 5", "x - y = 1", "2x = 6", "x = 3", "y = 2"]
    assert check_working(lines, given=2).first_wrong is None
    assert check_working(lines).first_wrong == 1
    assert check_working([*lines[:4], "y = 3"], given=2).first_wrong == 4


def test_options_are_those_of_a_spec():
    assert check_working(["sin 30", "= 1/2"], {"angle": "degree"}).first_wrong is None
    with pytest.raises(SpecRefused) as refused:
        check_working(["x = 2"], {"angle": "turns"})
    assert refused.value.option == "angle"


@pytest.mark.parametrize(
    "lines",
    [
        [],
        [""],
        ["=", "⇒", "= ="],
        ["9^9^9^9", "= 9^9^9^9^9"],
        ["(" * 10_000, "x = 2"],
        ["x = 2"] * 500,
        ["x" * 1_000_000],
        ["x^40 + x = 1", "x^39 + 1 = 1/x"],
        ["no solution", "x = 2", "∅", "R", "true"],
        ["(1, 2)", "{1, 2}", "[[1, 2], [3, 4]]", "x ∈ R", "2:3", "5 cm"],
    ],
)
def test_any_text_is_taken(lines):
    working = check_working(lines)
    assert len(working.lines) == min(len(lines), MOST_LINES)
    assert all(isinstance(line.words, str) for line in working.lines)


@settings(max_examples=30, deadline=None)
@given(st.integers(-9, 9).filter(bool), st.integers(-9, 9), st.integers(-9, 9), st.integers(1, 5))
def test_a_line_solved_step_by_step_follows_and_a_slip_is_found(a, b, root, slip):
    lines = [f"({a})x + ({b}) = {a * root + b}", f"({a})x = {a * root}", f"x = {root}"]
    assert check_working(lines).first_wrong is None
    lines[1] = f"({a})x = {a * root + slip}"
    assert check_working(lines).first_wrong == 1


@settings(max_examples=30, deadline=None)
@given(st.integers(-9, 9), st.integers(-9, 9))
def test_a_lost_root_of_a_quadratic_is_named(one, two):
    given_line = f"x^2 + ({-one - two})x + ({one * two}) = 0"
    both = check_working([given_line, f"x = {one} or x = {two}"])
    assert both.first_wrong is None
    only = check_working([given_line, f"x = {one}"])
    assert (only.first_wrong is None) == (one == two)
    if one != two:
        assert only.lines[1].about["roots"] == str(two)
