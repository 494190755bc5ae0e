"""A sound specification, with answers: what tests of every type begin from."""

from questions.types.base import Sample

SAMPLE = Sample(
    marks="3",
    spec={
        "stem": "Prove that $\\sqrt3$ is irrational.",
        "solution": "By contradiction.",
        "scheme": [
            {"key": "s1", "label": "Assumes the opposite", "marks": "1"},
            {"key": "s2", "label": "Derives the contradiction", "marks": "2", "alternatives": ["By descent"]},
        ],
    },
    right={"text": "Suppose it is rational."},
    wrong=None,
    key=None,
)
