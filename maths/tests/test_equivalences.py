"""Properties: an expression is equivalent to its expansion, a perturbed one is not; the same of sets and lines."""

from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from maths import Verdict, judge
from maths.points import Basis

SMALL = st.integers(-9, 9)
FACTORS = st.lists(st.tuples(SMALL.filter(bool), SMALL), min_size=1, max_size=4)


def expanded(factors: list[tuple[int, int]]) -> list[int]:
    """The coefficients of the product of a·x + b, from the constant up."""
    result = [1]
    for a, b in factors:
        result = [b * low + a * high for low, high in zip([*result, 0], [0, *result], strict=True)]
    return result


def written(coefficients: list[int]) -> str:
    return " + ".join(f"({value})x^{power}" for power, value in enumerate(coefficients) if value) or "0"


def product(factors: list[tuple[int, int]]) -> str:
    return "".join(f"({a}x + ({b}))" for a, b in factors)


def verdict(key: str, answer: str, **options) -> Verdict:
    return judge({"test": "equivalent", "key": key, **options}, answer).verdict


@settings(max_examples=80, deadline=None)
@given(FACTORS)
def test_a_product_is_its_expansion(factors):
    judged = judge({"test": "equivalent", "key": product(factors)}, written(expanded(factors)))
    assert (judged.verdict, judged.basis) == (Verdict.RIGHT, Basis.EXACT)


@settings(max_examples=80, deadline=None)
@given(FACTORS, st.integers(0, 4), st.integers(1, 3))
def test_a_perturbed_expansion_is_not(factors, place, change):
    coefficients = expanded(factors)
    coefficients[min(place, len(coefficients) - 1)] += change
    assert verdict(product(factors), written(coefficients)) is Verdict.WRONG


@settings(max_examples=30, deadline=None)
@given(FACTORS, st.sampled_from(["sin({})", "e^(({})/50)", "√(({})^2 + 1)", "cos(({})/7)", "|{}|", "tan^-1({})"]))
def test_a_function_of_a_product_is_the_function_of_its_expansion(factors, function):
    key, answer = function.format(product(factors)), function.format(written(expanded(factors)))
    assert verdict(key, answer) is Verdict.RIGHT


@settings(max_examples=30, deadline=None)
@given(FACTORS, st.sampled_from(["sin({})", "√(({})^2 + 1)", "tan^-1({})"]))
def test_a_function_that_is_a_trifle_off_is_not_the_function(factors, function):
    key = function.format(product(factors))
    assert verdict(key, f"{key} + 10^-25") is Verdict.WRONG


@settings(max_examples=60, deadline=None)
@given(st.fractions(max_denominator=400).filter(lambda value: abs(value) < 1000))
def test_a_fraction_is_its_multiples_and_not_its_rounding(value):
    key = f"({value.numerator})/({value.denominator})"
    assert verdict(key, f"({value.numerator * 7})/({value.denominator * 7})") is Verdict.RIGHT
    rounded = f"{float(value):.3f}"
    assert (verdict(key, rounded) is Verdict.RIGHT) == (Fraction(rounded) == value)


@settings(max_examples=40, deadline=None)
@given(st.sets(SMALL, min_size=1, max_size=4), st.sets(SMALL, min_size=1, max_size=4))
def test_sets_are_the_same_only_with_the_same_members(one, two):
    key, answer = "{" + ", ".join(map(str, one)) + "}", ", ".join(map(str, two))
    judged = judge({"test": "set", "key": key}, answer)
    assert (judged.verdict is Verdict.RIGHT) == (one == two)


@settings(max_examples=40, deadline=None)
@given(st.integers(-9, 9), st.integers(1, 9), st.booleans(), st.booleans())
def test_an_interval_is_its_inequality_and_no_other(low, length, closed, wider):
    signs, bracket = ("≤", "[") if closed else ("<", "(")
    key = f"{bracket}{low}, {low + length})"
    answer = f"{low} {signs} x < {low + length + wider}"
    assert (judge({"test": "set", "key": key}, answer).verdict is Verdict.RIGHT) == (not wider)
    other = f"{low} {'<' if closed else '≤'} x < {low + length}"
    assert judge({"test": "set", "key": key}, other).verdict is Verdict.WRONG


@settings(max_examples=30, deadline=None)
@given(SMALL.filter(bool), SMALL.filter(bool), SMALL, st.integers(-5, 5).filter(bool))
def test_a_line_times_a_number_is_the_line(a, b, c, factor):
    key = f"({a})x + ({b})y = {c}"
    judged = judge({"test": "equation", "key": key}, f"({a * factor})x + ({b * factor})y = {c * factor}")
    assert judged.verdict is Verdict.RIGHT
    off = judge({"test": "equation", "key": key}, f"({a * factor})x + ({b * factor})y = {c * factor + 1}")
    assert off.verdict is Verdict.WRONG
