"""The words of a notice, from its templates, in the reader's language and zone."""

from typing import Any
from zoneinfo import ZoneInfo

from django.contrib.auth.base_user import AbstractBaseUser
from django.template.loader import render_to_string
from django.utils import timezone, translation


def write_texts(template: str, facts: dict[str, Any], reader: AbstractBaseUser) -> tuple[str, str]:
    """Return (title, body) from `<template>.subject.txt` and `.body.txt`, for `reader`; `facts` are their context.

    Times in `facts` may be aware datetimes or ISO 8601 texts with offset; templates show them in the reader's zone.
    """
    zone = ZoneInfo(getattr(reader, "time_zone", "") or "UTC")
    with translation.override(getattr(reader, "language", "") or "en"), timezone.override(zone):
        context = {"facts": facts, "reader": reader, **facts}
        title = render_to_string(f"{template}.subject.txt", context)
        body = render_to_string(f"{template}.body.txt", context)
    return " ".join(title.split())[:200], body.strip()
