from questions.types import Sample

SAMPLE = Sample(
    marks="3",
    spec={
        "stem": "Put the proof in order.",
        "lines": [
            {"id": "a", "text": "Hence it is even."},
            {"id": "b", "text": "Let $n$ be odd."},
            {"id": "c", "text": "Then"},
        ],
        "answer": {"order": ["b", "c", "a"]},
    },
    right={"order": ["b", "c", "a"]},
    wrong={"order": ["a", "b", "c"]},
    key="b c a",
)
