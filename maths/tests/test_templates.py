"""Templates: draws that meet their constraints, and texts that read as if a person had written them."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maths.templates import (
    BadTemplate,
    Dice,
    Unsatisfiable,
    acceptance,
    draw,
    fill,
    fill_maths,
    parse_template,
)

DICE = [322, 286, 973, 446, 630]  # of "mathvidya", below 1000: another machine, or another Python, throws the same
QUADRATIC = {
    "variables": [
        {"name": "p", "from": -9, "to": 9, "except": [0]},
        {"name": "q", "from": -9, "to": 9, "except": [0]},
    ],
    "derived": [
        {"name": "b", "value": "-(p + q)"},
        {"name": "c", "value": "pq"},
        {"name": "r", "value": "sqrt(b^2 - 4c)"},
    ],
    "constraints": ["p < q", "b ≠ 0", "gcd(p, q) = 1"],
}


@given(st.text(max_size=20))
def test_every_draw_meets_its_constraints(seed):
    values = draw(parse_template(QUADRATIC), seed)
    assert values["p"] < values["q"]
    assert values["b"] == -(values["p"] + values["q"]) != 0
    assert values["c"] == values["p"] * values["q"]
    assert values["r"] == values["q"] - values["p"]


def test_a_draw_is_its_seeds_alone():
    template = parse_template(QUADRATIC)
    assert draw(template, "7:12") == draw(template, "7:12")
    assert draw(template, "7:12") != draw(template, "8:12")
    dice = Dice("mathvidya")
    assert [dice.below(1000) for _ in range(5)] == DICE


def test_dice_are_fair_enough():
    dice = Dice("fair")
    counts = [0] * 6
    for _ in range(6000):
        counts[dice.below(6)] += 1
    assert min(counts) > 850
    assert max(counts) < 1150


def test_what_cannot_be_met_is_said():
    never = parse_template({"variables": [{"name": "a", "from": 1, "to": 3}], "constraints": ["a > 5"]})
    with pytest.raises(Unsatisfiable):
        draw(never, "x")
    assert acceptance(never, "x", 50) == 0


def test_values_that_are_not_exact_are_thrown_again():
    template = parse_template(
        {"variables": [{"name": "a", "from": 1, "to": 50}], "derived": [{"name": "r", "value": "sqrt(a)"}]}
    )
    assert {draw(template, str(seed))["r"] for seed in range(60)} <= {Fraction(root) for root in range(1, 8)}


@pytest.mark.parametrize(
    ("text", "values", "filled"),
    [
        ("$x^2 + {{b}}x + {{c}} = 0$", {"b": -3, "c": 2}, "$x^2 - 3x + 2 = 0$"),
        ("$x^2 - {{b}}x - {{c}} = 0$", {"b": -3, "c": -2}, "$x^2 + 3x + 2 = 0$"),
        ("${{a}}x + {{b}}y$", {"a": 1, "b": -1}, "$x - y$"),
        ("${{a}}x$", {"a": -1}, "$-x$"),
        ("${{a}}$", {"a": 1}, "$1$"),
        (r"$\frac{{a}}{{b}}$", {"a": 12, "b": 35}, r"$\frac{12}{35}$"),
        (r"$\frac{{{a}}}{{{b}}}$", {"a": 12, "b": 35}, r"$\frac{12}{35}$"),
        ("$x^{{n}}$", {"n": 10}, "$x^{10}$"),
        (r"$\sqrt{{a}}$", {"a": 12}, r"$\sqrt{12}$"),
        ("${{a}}y$", {"a": "3/4"}, r"$\frac{3}{4}y$"),
        ("${{a}} + {{b}}$", {"a": 1, "b": "-3/4"}, r"$1 - \frac{3}{4}$"),
        (r"${{a}} \cdot {{b}}$", {"a": 1, "b": 2}, r"$1 \cdot 2$"),
        ("A bag holds {{a}} balls, {{a/4}} each.", {"a": 3}, "A bag holds 3 balls, 3/4 each."),
        ("${{b^2 - 4ac}}$", {"a": 1, "b": 5, "c": 6}, "$1$"),
        ("costs ₹{{a}} and ${{a}}x$", {"a": 2}, "costs ₹2 and $2x$"),
    ],
)
def test_texts_read_as_written(text, values, filled):
    assert fill(text, {name: Fraction(value) for name, value in values.items()}) == filled


@pytest.mark.parametrize(
    ("text", "values", "filled"),
    [
        ("{{a}}x + {{b}}", {"a": 1, "b": -4}, "x - 4"),
        ("{{a}}x", {"a": "1/2"}, "(1/2)x"),
        ("2^{{n}}", {"n": -3}, "2^(-3)"),
        ("x = {{p}} or x = {{q}}", {"p": -2, "q": 3}, "x = -2 or x = 3"),
        (r"\frac{{a}}{{b}}", {"a": 2, "b": 3}, r"\frac{2}{3}"),
    ],
)
def test_a_key_is_maths(text, values, filled):
    assert fill_maths(text, {name: Fraction(value) for name, value in values.items()}) == filled


@pytest.mark.parametrize(
    ("data", "path"),
    [
        ({"variables": []}, "variables"),
        ({"variables": [{"name": "ab", "from": 1, "to": 2}]}, "variables.0.name"),
        ({"variables": [{"name": "a", "from": 3, "to": 2}]}, "variables.0"),
        ({"variables": [{"name": "a", "from": 0, "to": 10**6}]}, "variables.0"),
        ({"variables": [{"name": "a", "in": ["x"]}]}, "variables.0.in"),
        ({"variables": [{"name": "a", "in": []}]}, "variables.0"),
        ({"variables": [{"name": "a", "in": [1]}, {"name": "a", "in": [2]}]}, "variables"),
        ({"variables": [{"name": "a", "in": [1]}], "derived": [{"name": "b", "value": "a +"}]}, "derived.0.value"),
        ({"variables": [{"name": "a", "in": [1]}], "constraints": ["a + 1"]}, "constraints.0"),
        ({"variables": [{"name": "a", "in": [1]}], "other": 1}, ""),
        ("text", ""),
    ],
)
def test_bad_data_names_its_place(data, path):
    with pytest.raises(BadTemplate) as caught:
        parse_template(data)
    assert caught.value.path == path


def test_a_place_without_a_value_is_refused():
    with pytest.raises(BadTemplate, match="no exact value"):
        fill("${{z}}$", {"a": Fraction(1)})
