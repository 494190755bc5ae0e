"""A sound specification, with answers: what tests of every type begin from."""

from questions.types.base import Sample

SAMPLE = Sample(
    marks="1",
    spec={"stem": "The length?", "unit": "cm", "tolerance": {"absolute": "0.01"}, "answer": {"value": "3.14"}},
    right={"value": "3.14"},
    wrong={"value": "3"},
    key="3.14",
)
