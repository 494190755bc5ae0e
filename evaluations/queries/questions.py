"""Questions as a marker reads them: stem, solution and typed answer as safe HTML."""

from typing import Any

from django.utils.html import format_html

from exams.queries.content import ItemContent, Step
from maths import MOST_LINES, read
from mathvidya.lib.richtext import render_markdown

LONGEST_LINE = 1_000  # as /maths/check takes it; what is longer is prose


def question_as_html(item: ItemContent, steps: tuple[Step, ...], answer: dict[str, Any]) -> dict[str, Any]:
    """`stem`, `solution`, `answer` (HTML), `working` (the lines of a typed one), `scheme` (HTML by step key), and the
    parts of a case study that a teacher may award."""
    spec = item.spec
    parts = [part for part in spec.get("parts", []) if part["type"] in ("written", "expression")]
    answers = answer.get("parts", {}) if item.type == "case_study" else {}
    return {
        "stem": _html(spec.get("stem", "")),
        "solution": _html(spec.get("solution", "")),
        "answer": _answer(item.type, answer),
        "working": _working(item.type, answer),
        "parts": [
            {
                "key": part["key"],
                "label": part.get("label", part["key"]),
                "choice": part.get("choice", ""),
                "marks": part["marks"],
                "stem": _html(part.get("stem", "")),
                "solution": _html(part.get("solution", "")),
                "answer": _answer(part["type"], answers.get(part["key"]) or {}),
                "working": _working(part["type"], answers.get(part["key"]) or {}),
            }
            for part in parts
        ],
        "scheme": {
            step.key: {"label": _html(step.label), "alternatives": [_html(text) for text in step.alternatives]}
            for step in steps
        },
    }


def _answer(type_: str, answer: dict[str, Any]) -> str:
    """What was typed; of maths also how it is read."""
    text = answer.get("text", "")
    if type_ != "expression" or not text:
        return _html(text)
    reading = read(text)
    said = reading.problem.words if reading.problem else f"${reading.latex}$"
    return format_html("<p><code>{}</code></p>", text) + _html(said)


def _working(type_: str, answer: dict[str, Any]) -> list[str]:
    """The lines of a written answer that was typed; none where there is nothing to compare."""
    text = answer.get("text", "") if type_ == "written" else ""
    lines = [line.strip()[:LONGEST_LINE] for line in text.splitlines() if line.strip()]
    return lines[:MOST_LINES] if len(lines) > 1 else []


def _html(text: str) -> str:
    return str(render_markdown(text, image_url=image_address)) if text else ""


def image_address(sha256: str) -> str:
    """Where a picture of a question is shown."""
    from django.urls import reverse

    return reverse("question_image", args=[sha256])
