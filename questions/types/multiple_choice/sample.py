"""A sound specification, with answers: what tests of every type begin from."""

from questions.types.base import Sample

SAMPLE = Sample(
    marks="2",
    spec={
        "stem": "Which are even?",
        "options": [
            {"id": "a", "text": "$3$"},
            {"id": "b", "text": "$4$"},
            {"id": "c", "text": "$5$"},
            {"id": "d", "text": "$6$"},
        ],
        "answer": {"options": ["b", "d"]},
        "partial": "proportional",
    },
    right={"options": ["b", "d"]},
    wrong={"options": ["a"]},
    key="b d",
)
