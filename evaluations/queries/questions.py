"""Questions as a marker reads them: stem, solution and typed answer as safe HTML."""

from typing import Any

from django.utils.html import format_html

from exams.queries.content import ItemContent, Step
from maths import MOST_LINES
from mathvidya.lib.richtext import render_markdown
from questions.types import QuestionType, type_of

LONGEST_LINE = 1_000  # the most that /maths/check accepts; a longer text is prose


def question_as_html(item: ItemContent, steps: tuple[Step, ...], answer: dict[str, Any]) -> dict[str, Any]:
    """Return `stem`, `solution`, `answer` (HTML), `working` (the lines of a typed one), `scheme` (HTML by step key),
    and the parts of a case study that a teacher may award.
    """
    answers = answer.get("parts", {}) if item.parts else {}
    return {
        **_shown(item, answer),
        "parts": [
            {
                "key": part.spec["key"],
                "label": part.spec.get("label", part.spec["key"]),
                "choice": part.spec.get("choice", ""),
                "marks": part.spec["marks"],
                **_shown(part, answers.get(part.spec["key"]) or {}),
            }
            for part in item.parts
            if part.written_steps or part.typed_steps
        ],
        "scheme": {
            step.key: {"label": _html(step.label), "alternatives": [_html(text) for text in step.alternatives]}
            for step in steps
        },
    }


def _shown(item: ItemContent, answer: dict[str, Any]) -> dict[str, Any]:
    """A question or part, and its answer."""
    type_ = type_of(item.type)
    return {
        "stem": _html(item.spec.get("stem", "")),
        "solution": _html(item.spec.get("solution", "")),
        "answer": _answer(type_, answer),
        "working": _working(type_.working(answer)),
    }


def _answer(type_: QuestionType, answer: dict[str, Any]) -> str:
    """What was typed; of maths also how it is read."""
    text = type_.plain(answer)
    reading = type_.reading(text) if text else ""
    return format_html("<p><code>{}</code></p>", text) + _html(reading) if reading else _html(text)


def _working(text: str) -> list[str]:
    """The lines of a written answer that was typed; none where there is nothing to compare."""
    lines = [line.strip()[:LONGEST_LINE] for line in text.splitlines() if line.strip()]
    return lines[:MOST_LINES] if len(lines) > 1 else []


def _html(text: str) -> str:
    return str(render_markdown(text, image_url=image_address)) if text else ""


def image_address(sha256: str) -> str:
    """Return the address at which a picture of a question is shown."""
    from django.urls import reverse

    return reverse("question_image", args=[sha256])
