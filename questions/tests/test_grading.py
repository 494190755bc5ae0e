"""Which marks an answer gets, by table."""

import pytest

from mathvidya.testing.factories.bank import item
from questions.types import grade
from questions.types.numeric.numbers import read_number


def earned(type_, spec, answer, marks="4", negative="1"):
    graded, _parts, _steps = grade(item(type_, spec, marks=marks, negative_marks=negative), answer)
    return str(graded.score), graded.verdict.value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("3.5", "7/2"), ("7/2", "7/2"), ("3 1/2", "7/2"),
        ("-3 1/2", "-7/2"), (" 3.50 ", "7/2"), ("1,00,000", "100000"),
        ("100,000", "100000"), ("12,34,567.5", "2469135/2"), ("−2", "-2"), ("–2", "-2"), ("+2", "2"), (".5", "1/2"),
        ("5.", "5"), ("2e3", "2000"), ("2.5×10^3", "2500"), ("2.5×10³", "2500"), ("2×10⁻²", "1/50"), ("१२", "12"),
        ("₹ 50", "50"), ("３", "3"), ("½", "1/2"), ("-3/-4", "3/4"), ("3 / 4", "3/4"), ("0", "0"), ("-0", "0"),
        ("1,5", None), ("1,000,00", None), ("", None), ("abc", None), ("3/0", None), ("1 1/0", None), ("2+2", None),
        ("3..5", None), ("٣", None), ("1_0", None), ("0x10", None), ("inf", None), ("nan", None), ("1e9999", None),
        ("x" * 41, None), ("3 4", None), ("2½", "5/2"), ("2 ½", "5/2"), ("- 2", "-2"),
        ("2.5 x 10^3", "2500"), ("१ १/२", "3/2"), ("--3", None), ("²", None),
    ],
)  # fmt: skip
def test_numbers_as_pupils_write_them(text, value):
    number = read_number(text)
    assert (str(number) if number is not None else None) == value


@pytest.mark.parametrize(
    ("tolerance", "given", "right"),
    [
        (None, "3.14", True), (None, "3.140", True), (None, "3.141", False),
        ({"absolute": "0.01"}, "3.15", True), ({"absolute": "0.01"}, "3.13", True),
        ({"absolute": "0.01"}, "3.151", False),
        ({"relative": "0.01"}, "3.17", True), ({"relative": "0.01"}, "3.18", False),
    ],
)  # fmt: skip
def test_tolerance_includes_its_ends(tolerance, given, right):
    spec = {"answer": {"value": "3.14"}, **({"tolerance": tolerance} if tolerance else {})}
    assert earned("numeric", spec, {"value": given}) == (("4", "right") if right else ("-1", "wrong"))


def test_what_cannot_be_read_costs_nothing():
    assert earned("numeric", {"answer": {"value": "2"}}, {"value": "two"}) == ("0", "unreadable")


@pytest.mark.parametrize(
    ("partial", "options", "outcome"),
    [
        ("all_or_nothing", ["a", "b", "c"], ("4", "right")), ("all_or_nothing", ["a", "b"], ("-1", "wrong")),
        ("proportional", ["a", "b"], ("2.67", "partly")), ("proportional", ["a", "d"], ("-1", "wrong")),
        ("right_minus_wrong", ["a", "b", "d"], ("1.33", "partly")), ("right_minus_wrong", ["a", "d"], ("-1", "wrong")),
        ("right_minus_wrong", ["a", "b", "c", "d"], ("2.67", "partly")), ("proportional", ["d"], ("-1", "wrong")),
    ],
)  # fmt: skip
def test_partial_credit(partial, options, outcome):
    spec = {"partial": partial, "answer": {"options": ["a", "b", "c"]}}
    assert earned("multiple_choice", spec, {"options": options}) == outcome


@pytest.mark.parametrize(
    ("given", "right"), [("Prime", True), ("  A   PRIME ", True), ("ｐrime", True), ("prime.", True), ("primes", False)]
)
def test_short_texts_are_compared_as_people_read_them(given, right):
    verdict = earned("short_text", {"answer": {"accepted": ["prime", "a prime"]}}, {"text": given})[1]
    assert (verdict == "right") is right


@pytest.mark.parametrize("answer", [None, {}])
def test_nothing_is_taken_off_an_empty_answer(answer):
    assert earned("single_choice", {"answer": {"option": "a"}}, answer) == ("0", "unanswered")


def test_true_is_not_one():
    assert earned("true_false", {"answer": {"value": True}}, {"value": True}) == ("4", "right")
    assert earned("true_false", {"answer": {"value": True}}, {"value": False}) == ("-1", "wrong")
