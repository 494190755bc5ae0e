"""A sound specification, with answers: what tests of every type begin from."""

from questions.types.base import Sample

SAMPLE = Sample(
    marks="1",
    spec={"stem": "A number with two divisors?", "answer": {"accepted": ["prime", "a prime"]}},
    right={"text": "Prime"},
    wrong={"text": "even"},
    key="prime; a prime",
)
