"""`{% load attempts %}`: what pages of attempts and results need besides the tags of questions."""

import json
from typing import Any

from django import template
from django.core.serializers.json import DjangoJSONEncoder
from django.template.context import Context
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from exams.models import Attempt
from mathvidya.lib.process_caches import cleared_by

register = template.Library()
RESULT_ITEMS_KEPT = 4000
_result_items: dict[tuple[str, bool, str], SafeString] = {}
cleared_by(_result_items.clear)


@register.simple_tag(takes_context=True)
def result_item(context: Context, item: dict[str, Any]) -> SafeString:
    """A question of a result (exams/_result_item.html). It shows nothing but `item`, and a class shares that: who gave
    the same answer sees the same, and so do guardians and teachers. So each is kept in the process."""
    key = (json.dumps(item, cls=DjangoJSONEncoder), bool(context["with_key"]), get_language() or "")
    if key not in _result_items:
        if len(_result_items) >= RESULT_ITEMS_KEPT:
            _result_items.clear()
        shown = {"item": item, "with_key": context["with_key"]}
        html = render_to_string("exams/_result_item.html", shown)
        _result_items[key] = mark_safe(html)  # nosec B703 B308  # noqa: S308  (a template has just escaped it)
    return _result_items[key]


@register.filter
def lookup(mapping: object, key: object) -> Any:
    """Return `mapping[key]`, or None where there is none."""
    return mapping.get(key) if isinstance(mapping, dict) else None


@register.simple_tag
def place_of(attempt: Attempt, item: int, part: str) -> dict[str, Any]:
    """Return the names by which `/maths/read` finds the question that an answer is for."""
    return {"attempt": attempt.pk, "item": item, "part": part}


@register.filter
def field_name(place: dict[str, Any]) -> str:
    """Return a name for the control of an answer, unique on the page."""
    return f"a{place['item']}{place['part']}"


@register.filter
def time_left(seconds: object) -> str:
    """Return seconds as a clock: 3725 gives "1:02:05"."""
    left = max(int(str(seconds or 0)), 0)
    hours, rest = divmod(left, 3600)
    return f"{hours}:{rest // 60:02}:{rest % 60:02}" if hours else f"{rest // 60}:{rest % 60:02}"
