"""Questions and papers through the real actions: `question(…)`, `SPECS` with one sound specification per type."""

from decimal import Decimal
from typing import Any

from questions.actions.questions import save_question
from questions.models import Question
from questions.types import ItemContent, all_types, typed_steps, written_steps

SPECS: dict[str, tuple[str, dict[str, Any]]] = {
    type_.code: (type_.sample.marks, type_.sample.spec) for type_ in all_types()
}
_made = iter(range(1, 10**9))


def question(subject: Any, type: str = "single_choice", **changes: Any) -> Question:
    """Return a question in the bank; `marks`, `spec`, `chapter`, `by`, … as save_question takes them."""
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


def item(type: str, spec: dict[str, Any], *, marks: str = "1", negative_marks: str = "0") -> ItemContent:
    """Return a question as a paper holds it, for what needs no database."""
    worth = Decimal(marks)
    return ItemContent(
        id=1,
        question_version_id=1,
        position=1,
        label="1",
        section="A",
        group="",
        marks=worth,
        negative_marks=Decimal(negative_marks),
        type=type,
        spec=spec,
        written_steps=written_steps(type, spec),
        typed_steps=typed_steps(type, spec, worth),
    )
