"""`{% load sitting %}`: question text with its pictures, and answers as people read them."""

import re
from typing import Any

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from mathvidya.lib.process_caches import pure
from mathvidya.lib.richtext import render_markdown

register = template.Library()

PICTURE = re.compile(r"!\[[^\]]*\]\([^)]*\)")
ASSERTION_OPTIONS = {
    "a": "Both Assertion (A) and Reason (R) are true and Reason (R) is the correct explanation of Assertion (A).",
    "b": "Both Assertion (A) and Reason (R) are true but Reason (R) is not the correct explanation of Assertion (A).",
    "c": "Assertion (A) is true but Reason (R) is false.",
    "d": "Assertion (A) is false but Reason (R) is true.",
}


@pure(maxsize=20_000)
def _rendered(text: str) -> SafeString:
    return render_markdown(text, image_url=lambda name: f"/question-images/{name}")


@register.filter
def question_text(text: object) -> SafeString:
    """Markdown of a question as safe HTML; wordings never change, so each is rendered once in a process."""
    return _rendered(str(text or ""))


@register.filter
def opening(spec: object) -> SafeString:
    """The first words of a question, for a row that opens: its first paragraph without pictures."""
    said = spec if isinstance(spec, dict) else {}
    text = PICTURE.sub("", str(said.get("stem") or said.get("assertion") or ""))
    paragraphs = (part.strip() for part in text.split("\n\n"))
    return _rendered(next((part for part in paragraphs if part and not part.startswith("|")), ""))


@register.filter
def lookup(mapping: object, key: object) -> Any:
    """`mapping[key]`, None where there is none."""
    return mapping.get(key) if isinstance(mapping, dict) else None


@register.simple_tag
def options_of(kind: str, spec: dict[str, Any], order: list[str] | None = None) -> list[dict[str, str]]:
    """The options of a choice question in the order of the screen: [{"id", "text", "letter"}]."""
    if kind == "assertion_reason":
        options = [{"id": key, "text": text} for key, text in ASSERTION_OPTIONS.items()]
    elif kind == "true_false":
        options = [{"id": "true", "text": _("True")}, {"id": "false", "text": _("False")}]
    else:
        options = list(spec.get("options", []))
    if order:
        options.sort(key=lambda option: order.index(option["id"]))
    return [{**option, "letter": chr(65 + place)} for place, option in enumerate(options)]


@register.filter
def chosen(answer: object) -> set[str]:
    """The option ids in an answer or key, of whatever choice type."""
    if not isinstance(answer, dict):
        return set()
    if "option" in answer:
        return {answer["option"]}
    if isinstance(answer.get("value"), bool):
        return {str(answer["value"]).lower()}
    return set(answer.get("options", ()))


@register.filter
def plain_answer(answer: object) -> str:
    """A number or text in an answer or key, as it was written."""
    if not isinstance(answer, dict):
        return ""
    return str(answer.get("text") or answer.get("value") or " / ".join(answer.get("accepted", ())))


@register.filter
def duration(seconds: object) -> str:
    """3725 gives "1:02:05"."""
    left = max(int(str(seconds or 0)), 0)
    hours, rest = divmod(left, 3600)
    return f"{hours}:{rest // 60:02}:{rest % 60:02}" if hours else f"{rest // 60}:{rest % 60:02}"
