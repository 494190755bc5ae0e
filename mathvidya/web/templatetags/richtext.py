"""`{% load richtext %}{{ text|richtext }}`: Markdown with maths, made safe."""

from typing import Any

from django import template
from django.utils.safestring import SafeString

from mathvidya.lib.richtext import render_markdown

register = template.Library()


@register.filter
def richtext(text: Any) -> SafeString:
    """Return `text` as safe HTML. Pictures named `image:` are left out: only the app that owns them knows where."""
    return render_markdown(str(text or ""))
