"""A sound specification, with answers: what tests of every type begin from."""

from questions.types.base import Sample

SAMPLE = Sample(
    marks="4",
    spec={
        "stem": "A park has a fountain.",
        "parts": [
            {"key": "i", "label": "(i)", "type": "numeric", "marks": "1", "stem": "Radius?", "answer": {"value": "7"}},
            {
                "key": "ii",
                "label": "(ii)",
                "type": "true_false",
                "marks": "1",
                "stem": "Round?",
                "answer": {"value": True},
            },
            {
                "key": "iii-a",
                "label": "(iii) (a)",
                "type": "written",
                "marks": "2",
                "choice": "iii",
                "stem": "Find the area a.",
                "scheme": [{"key": "s1", "label": "Area", "marks": "2"}],
            },
            {
                "key": "iii-b",
                "label": "(iii) (b)",
                "type": "written",
                "marks": "2",
                "choice": "iii",
                "stem": "Find the area b.",
                "scheme": [{"key": "s1", "label": "Area", "marks": "2"}],
            },
        ],
    },
    right={"parts": {"i": {"value": "7"}, "ii": {"value": True}, "iii-a": {"text": "154"}}},
    wrong={"parts": {"i": {"value": "8"}, "ii": {"value": False}}},
    key=None,
)
