"""Questions and papers through the real actions: `question(…)`, `SPECS` with one sound specification per type."""

from typing import Any

from questions.actions.questions import save_question
from questions.models import Question

OPTIONS = [{"id": letter, "text": text} for letter, text in zip("abcd", ["$3$", "$4$", "$5$", "$6$"], strict=True)]
SPECS: dict[str, tuple[str, dict[str, Any]]] = {
    "single_choice": (
        "1",
        {
            "stem": "What is $2 + 2$?",
            "options": OPTIONS,
            "answer": {"option": "b"},
            "solution": "Count.",
            "hint": "Two.",
        },
    ),
    "multiple_choice": (
        "2",
        {
            "stem": "Which are even?",
            "options": OPTIONS,
            "answer": {"options": ["b", "d"]},
            "partial": "proportional",
        },
    ),
    "true_false": ("1", {"stem": "$\\sqrt2$ is irrational.", "answer": {"value": True}}),
    "assertion_reason": (
        "1",
        {"stem": "", "assertion": "$\\pi$ is irrational.", "reason": "It never ends.", "answer": {"option": "b"}},
    ),
    "numeric": (
        "1",
        {"stem": "The length?", "unit": "cm", "tolerance": {"absolute": "0.01"}, "answer": {"value": "3.14"}},
    ),
    "short_text": ("1", {"stem": "A number with two divisors?", "answer": {"accepted": ["prime", "a prime"]}}),
    "expression": (
        "2",
        {"stem": "Expand $(x+1)^2$.", "test": {"test": "equivalent"}, "answer": {"value": "x^2 + 2x + 1"}},
    ),
    "written": (
        "3",
        {
            "stem": "Prove that $\\sqrt3$ is irrational.",
            "solution": "By contradiction.",
            "scheme": [
                {"key": "s1", "label": "Assumes the opposite", "marks": "1"},
                {"key": "s2", "label": "Derives the contradiction", "marks": "2", "alternatives": ["By descent"]},
            ],
        },
    ),
    "case_study": (
        "4",
        {
            "stem": "A park has a fountain.",
            "parts": [
                {
                    "key": "i",
                    "label": "(i)",
                    "type": "numeric",
                    "marks": "1",
                    "stem": "Radius?",
                    "answer": {"value": "7"},
                },
                {
                    "key": "ii",
                    "label": "(ii)",
                    "type": "true_false",
                    "marks": "1",
                    "stem": "Round?",
                    "answer": {"value": True},
                },
                *(
                    {
                        "key": f"iii-{letter}",
                        "label": f"(iii) ({letter})",
                        "type": "written",
                        "marks": "2",
                        "choice": "iii",
                        "stem": f"Find the area {letter}.",
                        "scheme": [{"key": "s1", "label": "Area", "marks": "2"}],
                    }
                    for letter in "ab"
                ),
            ],
        },
    ),
}
_made = iter(range(1, 10**9))


def question(subject: Any, type: str = "single_choice", **changes: Any) -> Question:
    """A question in the bank; `marks`, `spec`, `chapter`, `by`, … as save_question takes them."""
    marks, spec = SPECS[type]
    content: dict[str, Any] = {
        "ref": f"q-{next(_made)}",
        "subject": subject,
        "chapter": None,
        "topic": None,
        "type": type,
        "spec": spec,
        "marks": marks,
        "difficulty": 2,
        "by": None,
    }
    return save_question(**{**content, **changes})
