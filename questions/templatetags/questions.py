"""`{% load questions %}{{ text|question_text }}`: Markdown with maths and the bank's own pictures, made safe."""

import re
from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import ngettext

from maths import read
from mathvidya.lib.process_caches import pure
from mathvidya.lib.richtext import render_markdown
from questions.rules.form_names import form_names
from questions.types import QuestionType, type_of

register = template.Library()
BRIEF = 200
PICTURE = re.compile(r"!\[[^\]]*\]\([^)]*\)")
_DISPLAYED = re.compile(r'<div class="math"(.*?)</div>', re.S)
_DEVANAGARI = re.compile("[\u0900-\u097f]")
_PIECES = re.compile(r"\$\$.+?\$\$|\$[^$\n]+?\$|\\.|\s+|.", re.S)


def image_url(name: str) -> str:
    return reverse("question_image", args=[name])


@pure(maxsize=20_000)
def _rendered(text: str) -> SafeString:
    return render_markdown(text, image_url=image_url)


@register.filter
def question_text(text: Any) -> SafeString:
    """Return safe HTML of a text out of a specification; wordings never change, so a process renders each once."""
    return _rendered(str(text or ""))


@register.filter
def question_phrase(text: Any) -> SafeString:
    """As `question_text`, for a place where only phrases may be (a label, a summary): paragraphs are lines in spans."""
    html = _DISPLAYED.sub(r'<span class="math math--display"\1</span>', _rendered(str(text or "")))
    html = html.replace("<p>", '<span class="prose__line">').replace("</p>", "</span>")
    return mark_safe(html)  # nosec B703 B308  # noqa: S308  (made safe before)


@register.filter
def language_of(text: Any) -> str:
    """The language that a text of the bank is written in, by its script: "hi" or "en"."""
    return "hi" if _DEVANAGARI.search(str(text or "")) else "en"


@register.filter
def question_type(code: str) -> QuestionType:
    """Return the type called `code`."""
    return type_of(code)


@register.filter
def template_of(code: object, name: str) -> str:
    """Return the template `name` (docs/question-bank.md) of the type called `code`, for `{% include %}`."""
    return f"question_types/{code}/{name}.html"


@register.filter
def opening(spec: Any, code: str) -> str:
    """Return the text that a question of the type `code` begins with."""
    return type_of(code).opening(spec)


@register.filter
def first_paragraph(text: str) -> SafeString:
    """Safe HTML of the first paragraph of a text, without pictures and tables, as a phrase: for a row that opens."""
    paragraphs = (part.strip() for part in PICTURE.sub("", text).split("\n\n"))
    return question_phrase(next((part for part in paragraphs if part and not part.startswith("|")), ""))


@register.filter
def plain_answer(answer: Any, code: str) -> str:
    """Return an answer or key as text, as it was written."""
    return type_of(code).plain(answer) if answer else ""


@register.simple_tag
def options_of(
    code: str, spec: Any, *, order: list[str] | None = None, given: Any = None, right: Any = None
) -> list[dict[str, Any]]:
    """Return the options of a choice in the order of the screen: [{"id", "text", "letter", "is_given", "is_right"}]."""
    type_ = type_of(code)
    options, mine, key = type_.options(spec), type_.chosen(given or {}), type_.chosen(right or {})
    if order:
        options.sort(key=lambda option: order.index(option["id"]))
    return [
        {**option, "letter": chr(65 + place), "is_given": option["id"] in mine, "is_right": option["id"] in key}
        for place, option in enumerate(options)
    ]


@register.filter
def typed_maths(text: Any) -> SafeString:
    """Return typed maths as it is read, in KaTeX; what cannot be read, as it was typed."""
    reading = read(str(text or ""))
    if reading.problem:
        return format_html("<code>{}</code>", text or "")
    return format_html('<span class="math" data-tex="{}">{}</span>', reading.latex, text)


@register.filter
def form_name(name: str) -> str:
    """Return in words the form that an author asks for."""
    return form_names().get(name, name)


@register.simple_tag
def right_options(code: str, spec: Any) -> list[dict[str, Any]]:
    """Return those of `options_of` that the key names."""
    return [option for option in options_of(code, spec, right=spec.get("answer")) if option["is_right"]]


@register.filter
def question_brief(text: Any) -> SafeString:
    """Return the beginning of a text for a list: no tables, no pictures, and no formula cut in two."""
    return _brief(str(text or ""))


@pure(maxsize=20_000)
def _brief(text: str) -> SafeString:
    lines = [line for line in text.splitlines() if not line.lstrip().startswith("|")]
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
    """Return minutes in words: 180 → "3 hours", 100 → "1 hour 40 minutes"."""
    hours, rest = divmod(minutes, 60)
    words = [ngettext("%(count)s hour", "%(count)s hours", hours) % {"count": hours}] if hours else []
    if rest or not hours:
        words.append(ngettext("%(count)s minute", "%(count)s minutes", rest) % {"count": rest})
    return " ".join(words)
