"""A sound specification, with answers: what tests of every type begin from."""

from questions.types.base import Sample

SAMPLE = Sample(
    marks="2",
    spec={"stem": "Expand $(x+1)^2$.", "test": {"test": "equivalent"}, "answer": {"value": "x^2 + 2x + 1"}},
    right={"text": "1 + 2x + x^2"},
    wrong={"text": "x^2 + 1"},
    key="x^2 + 2x + 1",
)
