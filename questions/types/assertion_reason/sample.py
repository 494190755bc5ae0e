"""A sound specification, with answers: what tests of every type begin from."""

from questions.types.base import Sample

SAMPLE = Sample(
    marks="1",
    spec={"stem": "", "assertion": "$\\pi$ is irrational.", "reason": "It never ends.", "answer": {"option": "b"}},
    right={"option": "b"},
    wrong={"option": "a"},
    key="b",
)
