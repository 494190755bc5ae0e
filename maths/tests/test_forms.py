"""How a right answer is written: the second verdict. Rows: form, key, answer, what is missing, options."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maths import SpecRefused, Verdict, judge
from maths.forms.verdict import FORMS
from maths.tests.rows import rows_of
from maths.tests.test_equivalences import expanded, product, written

FACTORS = st.lists(st.tuples(st.sampled_from([1, 2, 3, 5]), st.integers(-9, 9).filter(bool)), min_size=2, max_size=4)


def form_of(form, key, answer, **options):
    return judge({"test": "equivalent", "key": key, "form": form, **options}, answer).form


@pytest.mark.parametrize("form", sorted(FORMS))
def test_every_row_of_the_table_has_the_form_that_it_says(form):
    differing = []
    for name, key, answer, why, *rest in rows_of("forms"):
        if name != form:
            continue
        judged = judge(
            {"test": "equivalent", "key": key, "form": form, **json.loads(rest[0] if rest else "{}")}, answer
        )
        expected = (Verdict.RIGHT, not why, why)
        found = (judged.verdict, judged.form and judged.form.is_right, judged.form and judged.form.why)
        if found != expected:
            differing.append(f"{form}: {answer!r} for {key!r} is {found}, not {expected}")
    assert not differing, "\n".join(differing)


def test_there_are_rows_of_every_form():
    rows = rows_of("forms")
    assert {row[0] for row in rows} == set(FORMS)
    assert all({bool(row[3]) for row in rows if row[0] == form} == {True, False} for form in FORMS)


def test_a_wrong_value_has_no_second_verdict_and_a_right_one_keeps_its_first():
    wrong = judge({"test": "equivalent", "key": "2/3", "form": "lowest_terms"}, "3/4")
    assert (wrong.verdict, wrong.form) == (Verdict.WRONG, None)
    unfinished = judge({"test": "equivalent", "key": "2/3", "form": "lowest_terms"}, "4/6")
    assert (unfinished.verdict, unfinished.form.is_right) == (Verdict.RIGHT, False)
    assert unfinished.form.words == "Above and below the line there is a common factor. Cancel it."
    assert judge({"test": "equivalent", "key": "2/3"}, "4/6").form is None


def test_of_several_forms_the_first_that_is_missing_is_told():
    asked = ["exact", "lowest_terms"]
    assert form_of(asked, "1/2", "0.5").form == "exact"
    assert form_of(asked, "1/2", "2/4").form == "lowest_terms"
    assert form_of(asked, "1/2", "1/2").is_right is True


def test_what_is_too_large_to_be_split_cannot_be_told():
    answer = "x^14 + 3x + 3"
    assert form_of("factorised", answer, answer).is_right is None
    assert form_of("factorised", answer, answer).words == "Whether it is written as asked could not be decided."


@pytest.mark.parametrize("form", ["nice", "", ["expanded", "nice"], [3], [["expanded"]]])
def test_a_form_that_is_not_known_is_refused(form):
    with pytest.raises(SpecRefused) as refused:
        judge({"test": "equivalent", "key": "x", "form": form}, "x")
    assert refused.value.option == "form"


@settings(max_examples=40, deadline=None)
@given(FACTORS)
def test_an_expansion_is_expanded_and_its_product_is_not(factors):
    key = product(factors)
    assert form_of("expanded", key, tidy(expanded(factors))).is_right is True
    assert form_of("expanded", key, key).is_right is False


@settings(max_examples=40, deadline=None)
@given(FACTORS)
def test_a_product_of_primitive_lines_is_factorised_and_its_expansion_is_not(factors):
    factors = [(a, b) if a == 1 or b % a else (a, b + 1) for a, b in factors]
    key = product(factors)
    assert form_of("factorised", key, key).is_right is True
    assert form_of("factorised", key, written(expanded(factors))).is_right is False


def tidy(coefficients):
    """A polynomial as it is written in school: 2x^2 - x + 3."""
    terms = [
        f"{'-' if value < 0 else '+'} {abs(value)}{f'x^{power}' if power else ''}"
        for power, value in enumerate(coefficients)
        if value
    ]
    return " ".join(reversed(terms)) or "0"
