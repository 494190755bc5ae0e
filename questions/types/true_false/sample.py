"""A sound specification, with answers: what tests of every type begin from."""

from questions.types.base import Sample

SAMPLE = Sample(
    marks="1",
    spec={"stem": "$\\sqrt2$ is irrational.", "answer": {"value": True}},
    right={"value": True},
    wrong={"value": False},
    key="true",
)
