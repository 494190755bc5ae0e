"""A sound specification, with answers: what tests of every type begin from."""

from questions.types.base import Sample

SAMPLE = Sample(
    marks="1",
    spec={
        "stem": "What is $2 + 2$?",
        "options": [
            {"id": "a", "text": "$3$"},
            {"id": "b", "text": "$4$"},
            {"id": "c", "text": "$5$"},
            {"id": "d", "text": "$6$"},
        ],
        "answer": {"option": "b"},
        "solution": "Count.",
        "hint": "Two.",
    },
    right={"option": "b"},
    wrong={"option": "a"},
    key="b",
)
