"""`{% load attempts %}`: what pages of attempts and results need besides the tags of questions."""

from typing import Any

from django import template

from exams.models import Attempt

register = template.Library()


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
