"""What is true of every question type, by the sample in its folder. A new type is walked through all of it."""

import json
from decimal import Decimal

import pytest
from django.contrib.staticfiles import finders
from django.template.loader import get_template, render_to_string
from django.utils.translation import override

from mathvidya.lib.registry import AlreadyRegistered
from mathvidya.testing.factories.bank import item
from questions.types import (
    BadAnswer,
    BadCorrection,
    QuestionType,
    all_types,
    check_answer,
    check_corrections,
    corrected,
    grade,
    register,
    student_view,
    type_choices,
    validate_spec,
    words_of,
)

LOOKS = ("stem", "asked", "body", "key", "bank_key", "points", "answer", "given")
every_type = pytest.mark.parametrize("type_", all_types(), ids=lambda type_: type_.code)


def sample_item(type_):
    return item(type_.code, type_.sample.spec, marks=type_.sample.marks)


@every_type
def test_its_sample_is_sound_and_no_other_field_is(type_):
    sample = type_.sample
    assert validate_spec(type_.code, sample.spec, sample.marks) is None
    with pytest.raises(BadAnswer, match="object"):
        check_answer(sample_item(type_), "text")


@every_type
def test_the_right_answer_earns_everything_and_a_wrong_one_nothing(type_):
    asked, sample = sample_item(type_), type_.sample
    stored = check_answer(asked, sample.right)
    assert check_answer(asked, stored) == stored
    if type_.is_objective:
        assert grade(asked, stored).graded.score == asked.marks
    if sample.wrong is not None:
        assert grade(asked, check_answer(asked, sample.wrong)).graded.score == 0
    assert grade(asked, None).graded.score == 0
    assert check_answer(asked, None) == check_answer(asked, {}) == {}


@every_type
def test_a_foreign_answer_is_refused(type_):
    for answer in ({"nothing": 1}, {**type_.sample.right, "nothing": 1}, {name: [[]] for name in type_.sample.right}):
        with pytest.raises(BadAnswer):
            check_answer(sample_item(type_), answer)


@every_type
def test_a_key_in_a_teachers_words_makes_the_wrong_answer_right(type_):
    asked, sample = sample_item(type_), type_.sample
    if sample.key is None:
        assert not type_.has_key(sample.spec) or type_.has_parts
        return
    key = type_.read_key(sample.key)
    assert check_corrections([asked], {"1": {"answer": key}}) is None
    right = corrected(asked, {"answer": key})
    assert grade(right, check_answer(right, sample.right)).graded.score == Decimal(sample.marks)
    assert type_.key(right.spec) == key
    assert str(type_.key_hint)


@every_type
def test_a_key_that_is_none_is_refused(type_):
    for key in (None, {}, [], {"nothing": 1}):
        with pytest.raises(BadCorrection):
            check_corrections([sample_item(type_)], {"1": {"answer": key}})


@every_type
def test_students_and_the_search_see_no_key(type_):
    shown = json.dumps(student_view(type_.code, type_.sample.spec))
    assert not any(f'"{secret}"' in shown for secret in ("answer", "solution", "hint", "scheme", "wrong"))
    assert type_.opening(type_.sample.spec) in words_of(type_.code, type_.sample.spec)


@every_type
def test_it_has_every_look_and_shows_the_key_only_where_it_may(type_):
    spec, sample = type_.sample.spec, type_.sample
    context = {"type": type_.code, "spec": spec, "field": "a1", "given": sample.right, "right": type_.key(spec)}
    looks = {
        name: render_to_string(f"question_types/{type_.code}/{name}.html", {**context, "worth": sample.marks})
        for name in LOOKS
    }
    assert looks["stem"].strip()
    assert "<tr" in looks["points"] or type_.has_parts
    for name in ("stem", "asked", "body"):
        assert "choices__key" not in looks[name]


@every_type
def test_it_has_its_modules_and_its_words(type_):
    assert finders.find(type_.editor_module)
    assert finders.find(type_.room_module)
    assert all(isinstance(words, str) and words for words in type_.editor_texts().values())


def test_every_type_is_called_something_in_hindi():
    english = [str(label) for _code, label in type_choices()]
    with override("hi"):
        assert [str(label) for _code, label in type_choices() if str(label) in english] == []


def test_the_four_options_of_assertion_and_reason_are_the_same_everywhere_in_the_readers_language():
    [type_] = [type_ for type_ in all_types() if type_.code == "assertion_reason"]
    with override("hi"):
        options = [option["text"] for option in type_.options({})]
        context = {"type": type_.code, "spec": type_.sample.spec, "field": "a1"}
        pages = [
            render_to_string(f"question_types/{type_.code}/{name}.html", context)
            for name in ("body", "answer", "given")
        ]
        assert "अभिकथन (A)" in options[0]
        assert all(option in page for option in options for page in pages)
        assert set(options) <= set(type_.editor_texts().values())


class SecondChoice(QuestionType):
    code = "single_choice"


class LongName(QuestionType):
    code = "longer than the column"


def test_a_code_is_registered_once():
    with pytest.raises(AlreadyRegistered, match="single_choice"):
        register(SecondChoice())


def test_a_code_fits_its_column():
    with pytest.raises(ValueError, match="longer than the column"):
        register(LongName())


def test_a_type_that_no_app_registers_any_more_still_shows_what_was_asked():
    assert "2 + 2" in get_template("question_types/gone/stem.html").render({"spec": {"stem": "2 + 2"}})
