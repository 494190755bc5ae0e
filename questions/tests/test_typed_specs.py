"""What a question of typed maths must hold."""

import pytest

from questions.types import BadSpec, validate_spec


@pytest.mark.parametrize(
    ("spec", "path"),
    [
        ({"test": {"test": "equivalent"}, "answer": {"value": "x +"}}, "answer"),
        ({"test": {"test": "magic"}, "answer": {"value": "x"}}, "test.test"),
        ({"test": {"test": "tolerance"}, "answer": {"value": "2"}}, "test.tolerance"),
        ({"answer": {"value": "2"}}, "test"),
        ({"test": {"test": "equivalent"}, "answer": {"value": "2"}, "form_share": "2"}, "form_share"),
        (
            {"test": {"test": "equivalent"}, "answer": {"value": "2"}, "wrong": [{"value": "2", "misconception": "m"}]},
            "wrong.0.value",
        ),
    ],
)
def test_a_question_that_cannot_judge_is_refused(spec, path):
    with pytest.raises(BadSpec) as caught:
        validate_spec("expression", {"stem": "Expand.", **spec}, "2")
    assert path in caught.value.fields
