"""Properties of matrices by letters: sums and products of two of them multiply out in their order, and only so."""

from hypothesis import given, settings
from hypothesis import strategies as st

from maths import Verdict, check_working, judge

NUMBERS = st.integers(-4, 4).filter(bool)
SUMS = st.lists(st.tuples(NUMBERS, NUMBERS), min_size=2, max_size=3)
WORDS = st.text("AB", min_size=2, max_size=4)
OF_MATRICES = {"test": "equivalent", "variables": {"A": "matrix", "B": "matrix"}}


def product(sums: list[tuple[int, int]]) -> str:
    return "".join(f"(({a})A + ({b})B)" for a, b in sums)


def expanded(sums: list[tuple[int, int]]) -> dict[str, int]:
    """The coefficient of each word in A and B, its letters in their order."""
    result = {"": 1}
    for a, b in sums:
        result = {word + letter: value * by for word, value in result.items() for letter, by in (("A", a), ("B", b))}
    return result


def written(words: dict[str, int]) -> str:
    return " + ".join(f"({value}){word}" for word, value in words.items())


def verdict(key: str, answer: str) -> Verdict:
    return judge({**OF_MATRICES, "key": key}, answer).verdict


@settings(max_examples=60, deadline=None)
@given(SUMS)
def test_a_product_of_sums_is_its_expansion_in_order(sums):
    assert verdict(product(sums), written(expanded(sums))) is Verdict.RIGHT


@settings(max_examples=60, deadline=None)
@given(SUMS)
def test_an_expansion_with_one_word_turned_round_is_wrong(sums):
    words = expanded(sums)
    value = words.pop("A" * (len(sums) - 1) + "B")
    turned = f"{written(words)} + ({value})B{'A' * (len(sums) - 1)}"
    assert verdict(product(sums), turned) is Verdict.WRONG


@settings(max_examples=60, deadline=None)
@given(WORDS, WORDS)
def test_products_are_the_same_only_letter_by_letter(one, two):
    assert verdict(one, two) is (Verdict.RIGHT if one == two else Verdict.WRONG)


@settings(max_examples=60, deadline=None)
@given(WORDS, st.sampled_from([("({})'", "{}'"), ("({})^T", "{}^T"), ("({})^-1", "{}^-1"), ("adj({})", "adj({})")]))
def test_transpose_inverse_and_adjoint_turn_a_product_round(word, forms):
    whole, each = forms
    key = whole.format(word)
    assert verdict(key, " ".join(each.format(letter) for letter in reversed(word))) is Verdict.RIGHT
    if word != word[::-1]:
        assert verdict(key, " ".join(each.format(letter) for letter in word)) is Verdict.WRONG


def test_the_form_of_an_answer_in_matrices_is_left_to_a_person():
    judged = judge({**OF_MATRICES, "key": "(A + B)^2", "form": "expanded"}, "A^2 + AB + BA + B^2")
    assert (judged.verdict, judged.form.is_right) == (Verdict.RIGHT, None)


def test_a_working_in_matrices_that_turns_factors_round_is_pointed_at():
    options = {"variables": OF_MATRICES["variables"]}
    working = check_working(["(A + B)^2", "= A^2 + AB + BA + B^2", "= A^2 + 2AB + B^2"], options)
    assert [line.follows for line in working.lines] == [None, True, False]
    assert working.first_wrong == 2
