"""A frozen paper of typed and parametric questions."""

from typing import Any

from exams.actions.papers import ItemDraft, create_paper, freeze_paper
from exams.models import PaperVersion
from mathvidya.testing.factories.exams import subject_maths_10
from questions.actions.questions import save_question

EXPAND: dict[str, Any] = {
    "stem": "Expand $(x + 1)^2$.",
    "test": {"test": "equivalent", "form": ["expanded"]},
    "form_share": "0.5",
    "answer": {"value": "x^2 + 2x + 1"},
    "wrong": [{"value": "x^2 + 1", "misconception": "The middle term was left out."}],
}
ROOTS: dict[str, Any] = {
    "stem": "Solve $x^2 + {{b}}x + {{c}} = 0$.",
    "template": {
        "variables": [
            {"name": "p", "from": -6, "to": 6, "except": [0]},
            {"name": "q", "from": -6, "to": 6, "except": [0]},
        ],
        "derived": [{"name": "b", "value": "-(p + q)"}, {"name": "c", "value": "pq"}],
        "constraints": ["p < q", "b ≠ 0"],
    },
    "test": {"test": "set"},
    "answer": {"value": "x = {{p}} or x = {{q}}"},
    "wrong": [{"value": "x = {{-p}} or x = {{-q}}", "misconception": "The signs of the roots were turned."}],
    "solution": "The factors are $(x - {{p}})(x - {{q}})$.",
}
SQUARE: dict[str, Any] = {
    "stem": "What is ${{a}} \\times {{a}}$?",
    "template": {"variables": [{"name": "a", "from": 2, "to": 9}]},
    "options": [
        {"id": "a", "text": "${{a^2}}$"},
        {"id": "b", "text": "${{2a + 1}}$"},
        {"id": "c", "text": "${{a^2 - 1}}$"},
    ],
    "answer": {"option": "a"},
    "wrong": [{"option": "b", "misconception": "Twice is not squared."}],
}
POWER: dict[str, Any] = {
    "stem": "Write an equation whose only root is 3.",
    "test": {"test": "set"},
    "answer": {"value": "x = 3"},
}
VALUE: dict[str, Any] = {
    "stem": "A function $p$ is linear. Write $p(x)$ in terms of $p(0)$, $p(1)$ and $x$.",
    "test": {"test": "equivalent", "functions": ["p"], "variables": {"x": "real"}},
    "answer": {"value": "p(0) + (p(1) - p(0)) x"},
}
LENGTH: dict[str, Any] = {
    "stem": "How long is the shadow?",
    "test": {"test": "equivalent"},
    "answer": {"value": "12 m"},
}
STUDY: dict[str, Any] = {
    "stem": "A garden is $x + 1$ metres long and wide.",
    "parts": [
        {"key": "i", "label": "(i)", "type": "expression", "marks": "1", **{**EXPAND, "stem": "Expand its area."}},
        {
            "key": "ii",
            "label": "(ii)",
            "type": "numeric",
            "marks": "1",
            "stem": "What is its area for $x = 2$?",
            "answer": {"value": "9"},
            "wrong": [{"value": "5", "misconception": "The middle term was left out."}],
        },
    ],
}
QUESTIONS = {
    "expand": ("expression", EXPAND),
    "roots": ("expression", ROOTS),
    "square": ("single_choice", SQUARE),
    "power": ("expression", POWER),
    "study": ("case_study", STUDY),
    "value": ("expression", VALUE),
    "length": ("expression", LENGTH),
}


def typed_paper(*names: str, ref: str = "typed") -> PaperVersion:
    """Return a frozen paper of one section; `names` of QUESTIONS, two marks each (default: "expand")."""
    subject = subject_maths_10()
    items = []
    for number, name in enumerate(names or ("expand",), start=1):
        type_, spec = QUESTIONS[name]
        question = save_question(
            ref=f"{ref}-{name}",
            subject=subject,
            chapter=None,
            topic=None,
            type=type_,
            spec=spec,
            marks="2",
            difficulty=2,
            by=None,
        )
        version = question.current
        assert version is not None
        items.append(ItemDraft(question_version=version, section="A", label=str(number), marks=version.marks))
    draft = create_paper(
        ref=ref,
        title="Typed maths",
        subject=subject,
        by=None,
        duration_minutes=30,
        instructions="",
        sections=[{"key": "A", "title": "Section A", "instructions": "", "groups": []}],
        items=items,
    )
    return freeze_paper(version=draft)
