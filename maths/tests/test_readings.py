"""How notation is read: the table, positions of problems, and that every reading reads back as itself."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maths import Notation, read
from maths.latex import to_latex
from maths.readability import LONGEST_TEXT
from maths.syntax import Add, Call, Constant, Div, Mul, Neg, Number, Pow, Root, Symbol
from maths.tests.rows import case_tables, rows_of
from maths.wording import PROBLEMS


def test_every_row_of_the_table_is_read_as_it_says():
    differing = [
        f"{text!r} reads {found!r}, not {reading!r} ({convention})"
        for text, reading, convention in rows_of("readings")
        if (found := read(text).latex) != reading
    ]
    assert not differing, "\n".join(differing)


def test_the_reading_of_every_answer_in_the_tables_reads_back_as_the_same():
    answers = [row[0] for row in rows_of("readings")] + [row[2] for table in case_tables() for row in rows_of(table)]
    readings = [reading for answer in answers if (reading := read(answer)).tree]
    assert len(readings) > 400
    assert [one.text for one in readings if read(one.latex).tree != one.tree] == []


LEAVES = st.one_of(
    st.integers(0, 999).map(lambda value: Number(str(value))),
    st.decimals("0.01", "99", places=2).map(lambda value: Number(str(value))),
    st.sampled_from("xyabnt").map(Symbol),
    st.sampled_from(["pi", "e"]).map(Constant),
)
TREES = st.recursive(
    LEAVES,
    lambda parts: st.one_of(
        st.tuples(parts, parts).map(Add),
        st.tuples(parts, parts).map(lambda pair: Add((pair[0], Neg(pair[1])))),
        st.tuples(parts, parts, parts).map(Mul),
        st.tuples(parts, parts).map(lambda pair: Div(*pair)),
        st.tuples(parts, parts).map(lambda pair: Pow(*pair)),
        parts.map(Neg),
        parts.map(Root),
        st.tuples(st.sampled_from(["sin", "cos", "tan", "ln", "abs", "asin", "cosec"]), parts).map(
            lambda pair: Call(pair[0], (pair[1],))
        ),
    ),
    max_leaves=8,
)


@settings(max_examples=150, deadline=None)
@given(TREES)
def test_what_we_understood_reads_back_as_what_we_understood(tree):
    first = read(to_latex(tree))
    assert first.problem is None
    assert read(first.latex).tree == first.tree


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="0123456789xyabcinsqrt()[]{}|,;:.+-*/^_=<>≤∪∞±√²½°%!'\\ \n₹πC", max_size=40))
def test_any_text_is_read_or_told_where_it_fails(text):
    found = read(text)
    assert (found.tree is None) == (found.problem is not None)
    if found.problem:
        assert 0 <= found.problem.position <= len(text)
        assert found.problem.words
    else:
        assert found.latex


@pytest.mark.parametrize(
    ("text", "position", "code"),
    [
        ("2x +", 4, "ended"),
        ("3 + (2x", 4, "bracket_open"),
        ("3x))", 2, "bracket_close"),
        ("12 34", 3, "two_numbers"),
        ("5 apples", 2, "unknown_word"),
        ("2x # 3", 3, "unknown_sign"),
        (r"\frac{1}{}", 8, "empty_box"),
        ("sin", 3, "argument_missing"),
        ("x + ()", 5, "empty_bracket"),
        ("[[1, 2], [3]]", 0, "ragged_matrix"),
        ("", 0, "empty"),
        ("   ", 0, "empty"),
    ],
)
def test_a_problem_says_where_and_why(text, position, code):
    problem = read(text).problem
    assert (problem.position, problem.code) == (position, code)


def test_every_problem_has_words_that_fill_in():
    assert all(str(words) for words in PROBLEMS.values())


def test_the_question_decides_about_letters():
    assert read("5 m").latex == "5 m"
    assert read("5 m", Notation(units=True)).latex == r"5\,\mathrm{m}"
    assert read("2i", Notation(vectors=True)).latex == r"2 \hat{i}"
    assert read("e", Notation(names=frozenset({"e"}))).tree == Symbol("e")
    assert read("p(x)").latex == "p x"
    assert read("p(x)", Notation(functions=frozenset("p"))).latex == r"p\left(x\right)"
    assert read("area", Notation(names=frozenset({"area"}))).tree == Symbol("area")


def test_the_longest_text_that_is_read():
    assert read("1+" * (LONGEST_TEXT // 2 - 1) + "1").problem.code == "too_long"
    assert read("x" * (LONGEST_TEXT + 1)).problem.code == "too_long"
