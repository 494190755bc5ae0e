"""The rules of docs/question-format.md, field by field."""

import copy
import json

import pytest

from mathvidya.testing.factories.bank import SPECS
from questions.types import BadSpec, canonical_hash, student_view, validate_spec


@pytest.mark.parametrize("type_", SPECS)
def test_sound_specifications_pass(type_):
    marks, spec = SPECS[type_]
    assert validate_spec(type_, spec, marks) is None


@pytest.mark.parametrize(
    ("type_", "path", "value", "field"),
    [
        ("single_choice", ["stem"], " ", "stem"),
        ("single_choice", ["stem"], 7, "stem"),
        ("single_choice", ["stem"], "a\u0000b", "stem"),
        ("single_choice", ["answer"], {"option": "z"}, "answer"),
        ("single_choice", ["answer"], {"option": ["a"]}, "answer"),
        ("single_choice", ["answer"], "a", "answer"),
        ("single_choice", ["options"], [{"id": "a", "text": "1"}], "options"),
        ("single_choice", ["options"], "abc", "options"),
        ("single_choice", ["options", 1, "text"], "$3$ ", "options.1.text"),
        ("single_choice", ["options", 1, "id"], "a", "options.1.id"),
        ("single_choice", ["options", 1, "id"], "B!", "options.1.id"),
        ("single_choice", ["options", 1, "right"], True, "options.1.right"),
        ("single_choice", ["scheme"], [], "scheme"),
        ("multiple_choice", ["answer"], {"options": []}, "answer"),
        ("multiple_choice", ["answer"], {"options": ["a", "a"]}, "answer"),
        ("multiple_choice", ["partial"], "guess", "partial"),
        ("true_false", ["answer"], {"value": "true"}, "answer"),
        ("assertion_reason", ["reason"], "", "reason"),
        ("assertion_reason", ["answer"], {"option": "e"}, "answer"),
        ("numeric", ["answer"], {"value": 3.14}, "answer"),
        ("numeric", ["answer"], {"value": "1e5"}, "answer"),
        ("numeric", ["answer"], {"value": "١٢"}, "answer"),
        ("numeric", ["tolerance"], {"absolute": "0"}, "tolerance"),
        ("numeric", ["tolerance"], {"absolute": "1", "relative": "1"}, "tolerance"),
        ("short_text", ["answer"], {"accepted": ["", "a"]}, "answer"),
        ("written", ["scheme", 0, "marks"], "2", "scheme"),
        ("written", ["scheme", 0, "marks"], "1_0", "scheme.0.marks"),
        ("written", ["scheme", 1, "key"], "s1", "scheme.1.key"),
        ("written", ["scheme", 0, "label"], "", "scheme.0.label"),
        ("written", ["scheme"], [], "scheme"),
        ("case_study", ["parts", 0, "answer"], {"value": "x"}, "parts.0.answer"),
        ("case_study", ["parts", 0, "type"], "case_study", "parts.0.type"),
        ("case_study", ["parts", 2, "choice"], "iv", "parts"),
        ("case_study", ["parts", 2, "marks"], "1", "parts"),
        ("case_study", ["parts", 1, "key"], "i", "parts.1.key"),
    ],
)
def test_a_fault_is_named_by_its_field(type_, path, value, field):
    marks, spec = SPECS[type_]
    spec = copy.deepcopy(spec)
    target = spec
    for step in path[:-1]:
        target = target[step]
    target[path[-1]] = value
    with pytest.raises(BadSpec) as refusal:
        validate_spec(type_, spec, marks)
    assert field in refusal.value.fields


@pytest.mark.parametrize("marks", ["0", "-1", "1_0", "1.234", "NaN", "", "١"])
def test_marks_are_plain_decimals(marks):
    with pytest.raises(BadSpec) as refusal:
        validate_spec("true_false", SPECS["true_false"][1], marks)
    assert "marks" in refusal.value.fields


def test_the_hash_knows_content_not_its_spelling():
    marks, spec = SPECS["numeric"]
    again = dict(reversed(spec.items()))
    assert canonical_hash("numeric", spec, marks) == canonical_hash("numeric", again, "1.00")
    assert canonical_hash("numeric", spec, marks) != canonical_hash("numeric", spec, "2")


@pytest.mark.parametrize("type_", SPECS)
def test_a_student_sees_no_key_solution_hint_or_scheme(type_):
    shown = json.dumps(student_view(type_, SPECS[type_][1]))
    for secret in ('"answer"', '"solution"', '"hint"', '"scheme"', '"tolerance"'):
        assert secret not in shown


def test_parts_of_a_case_study_keep_what_is_asked():
    parts = student_view("case_study", SPECS["case_study"][1])["parts"]
    assert [part["key"] for part in parts] == ["i", "ii", "iii-a", "iii-b"]
    assert parts[2]["choice"] == "iii"
    assert parts[0]["stem"] == "Radius?"
