"""`{% load questions %}{{ text|question_text }}`: Markdown with maths and the bank's own pictures, made safe."""

import re
from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import ngettext

from maths import read
from mathvidya.lib.richtext import render_markdown
from questions.rules.form_names import form_names

register = template.Library()
BRIEF = 200
_PIECES = re.compile(r"\$\$.+?\$\$|\$[^$\n]+?\$|\\.|\s+|.", re.S)


def image_url(name: str) -> str:
    return reverse("question_image", args=[name])


@register.filter
def question_text(text: Any) -> SafeString:
    """Safe HTML of a text out of a specification."""
    return render_markdown(str(text or ""), image_url=image_url)


@register.filter
def typed_maths(text: Any) -> SafeString:
    """Typed maths as it is read, in KaTeX; what cannot be read as it was typed."""
    reading = read(str(text or ""))
    if reading.problem:
        return format_html("<code>{}</code>", text or "")
    return format_html('<span class="math" data-tex="{}">{}</span>', reading.latex, text)


@register.filter
def form_name(name: str) -> str:
    """A form that an author asks for, in words."""
    return form_names().get(name, name)


@register.filter
def is_key(option: Any, answer: Any) -> bool:
    """Whether an option stands in the key `{"option": …}` or `{"options": […]}`."""
    if not isinstance(answer, dict):
        return False
    return option == answer.get("option") or option in (answer.get("options") or [])


@register.filter
def question_brief(text: Any) -> SafeString:
    """The beginning of a text for a list: no tables, no pictures, and no formula cut in two."""
    lines = [line for line in str(text or "").splitlines() if not line.lstrip().startswith("|")]
    plain = re.sub(r"!\[[^\]]*\]\(image:[^)]*\)", "", " ".join(lines))
    brief, length = "", 0
    for piece in _PIECES.findall(plain):
        if length + len(piece) > BRIEF and brief:
            return render_markdown(brief.rstrip() + " …")
        # A displayed formula would break the line that a list has for a question.
        brief += f"${piece[2:-2].strip()}$" if piece.startswith("$$") else piece
        length += len(piece)
    return render_markdown(brief)


@register.filter
def duration(minutes: int) -> str:
    """180 → "3 hours", 100 → "1 hour 40 minutes"."""
    hours, rest = divmod(minutes, 60)
    words = [ngettext("%(count)s hour", "%(count)s hours", hours) % {"count": hours}] if hours else []
    if rest or not hours:
        words.append(ngettext("%(count)s minute", "%(count)s minutes", rest) % {"count": rest})
    return " ".join(words)


@register.filter
def key_of(spec: Any) -> str:
    """The right options of a choice as printed: "(B)", "(A), (C)"."""
    answer = spec.get("answer", {})
    right = answer.get("options") or [answer.get("option")]
    ids = [option["id"] for option in spec.get("options", [])] or ["a", "b", "c", "d"]
    return ", ".join(f"({chr(65 + number)})" for number, option in enumerate(ids) if option in right)


@register.filter
def key_texts(spec: Any) -> str:
    """The texts of the right options, in Markdown."""
    answer = spec.get("answer", {})
    right = answer.get("options") or [answer.get("option")]
    return "; ".join(option["text"] for option in spec.get("options", []) if option["id"] in right)
