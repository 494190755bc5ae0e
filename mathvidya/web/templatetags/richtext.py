"""`{% load richtext %}{{ text|richtext }}`: Markdown with maths, made safe."""

from typing import Any

from django import template
from django.utils.safestring import SafeString

from mathvidya.lib.richtext import render_markdown

register = template.Library()


@register.filter
def richtext(text: Any) -> SafeString:
    """Safe HTML of `text`; pictures named `image:` are left out, since only the app that owns them knows where."""
    return render_markdown(str(text or ""))
