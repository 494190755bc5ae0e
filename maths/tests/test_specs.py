"""What an author may ask: specs are plain data, checked before anything is judged by them."""

import pytest

from maths import SpecRefused, judge


@pytest.mark.parametrize(
    ("spec", "option"),
    [
        ({}, "spec"),
        ({"test": "equivalent"}, "spec"),
        ({"test": "sympify", "key": "x"}, "test"),
        ({"test": "equivalent", "key": "2x +"}, "key"),
        ({"test": "equivalent", "key": ""}, "key"),
        ({"test": "equivalent", "key": 5}, "key"),
        ({"test": "equivalent", "key": "x", "colour": "red"}, "colour"),
        ({"test": "equivalent", "key": "x", "log": "2"}, "log"),
        ({"test": "equivalent", "key": "x", "variables": {"x": "large"}}, "variables"),
        ({"test": "equivalent", "key": "x", "variables": {"x": 3}}, "variables"),
        ({"test": "equivalent", "key": "x", "variables": {"x": "x < 1 or x > 2"}}, "variables"),
        ({"test": "tolerance", "key": "3"}, "tolerance"),
        ({"test": "tolerance", "key": "3", "tolerance": {"absolute": "-1"}}, "tolerance"),
        ({"test": "tolerance", "key": "3", "tolerance": {"about": "1"}}, "tolerance"),
        ({"test": "tolerance", "key": "3", "tolerance": {"absolute": "1", "relative": "1"}}, "tolerance"),
        ({"test": "tolerance", "key": "3", "tolerance": {"significant_figures": 0}}, "tolerance"),
        ({"test": "number", "key": "3", "number": "nice"}, "number"),
        ({"test": "units", "key": "3 cm", "units": "any"}, "units"),
        ({"test": "equivalent", "key": "x", "variables": {"x": {1}}}, "spec"),
        ({"test": "equivalent", "key": "x", "variables": {"x": ["matrix"]}}, "variables"),
        ({"test": "equivalent", "key": "AB", "variables": {"A": "4 x 4 matrix"}}, "variables"),
        ({"test": "equivalent", "key": "5 apples"}, "key"),
    ],
)
def test_a_spec_that_does_not_hold_is_refused_by_its_option(spec, option):
    with pytest.raises(SpecRefused) as refused:
        judge(spec, "x")
    assert refused.value.option == option


def test_a_spec_says_what_values_a_letter_takes():
    spec = {"test": "equivalent", "key": "x"}
    for allowed in ("positive", "x > 0", "(0, ∞)", "[0, 5]", "0 < x < π/2"):
        assert judge({**spec, "variables": {"x": allowed}}, "√(x^2)").verdict.value == "right"
    for allowed in ("real", "negative", "x < 1"):
        assert judge({**spec, "variables": {"x": allowed}}, "√(x^2)").verdict.value == "wrong"


def test_a_spec_says_which_letters_are_matrices_and_of_what_order():
    spec = {"test": "equivalent", "key": "4|A|"}
    expected = {"matrix": "cannot_judge", "2 x 2 matrix": "right", "3 x 3 matrix": "wrong", "positive": "wrong"}
    for word, verdict in expected.items():
        assert judge({**spec, "variables": {"A": word}}, "|2A|").verdict.value == verdict


def test_a_key_in_words_takes_the_same_words_and_leaves_others_to_a_person():
    spec = {"test": "equivalent", "key": "not a function"}
    assert judge(spec, "Not a function.").verdict.value == "right"
    assert judge(spec, "it fails").verdict.value == "cannot_judge"
    assert judge(spec, "5").verdict.value == "cannot_judge"
    assert judge({"test": "equivalent", "key": "5"}, "it fails").verdict.value == "invalid"


def test_letters_of_the_question_win_over_constants_and_names():
    spec = {"test": "equivalent", "key": "2e + i", "variables": {"e": "real", "i": "real"}}
    assert judge(spec, "i + 2e").verdict.value == "right"
    assert judge(spec, "i + 5.436563656918090").verdict.value == "wrong"
