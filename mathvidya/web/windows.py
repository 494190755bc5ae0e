"""The addresses around a window of a long list."""

from typing import Any

from django.http import HttpRequest

from mathvidya.lib.keysets import AFTER, BEFORE


def addresses(request: HttpRequest, window: Any) -> dict[str, str]:
    """Return `previous` and `next` of a window, "" where there is none, and `here`: what else was asked stays."""
    kept = request.GET.copy()
    for name in (AFTER, BEFORE):
        kept.pop(name, None)
    query = f"{kept.urlencode()}&" if kept else ""
    sides = {"previous": window.previous, "next": window.next}
    return {
        **{name: f"{request.path}?{query}{place}" if place else "" for name, place in sides.items()},
        "here": request.get_full_path(),
    }


def links(request: HttpRequest, window: Any) -> dict[str, str | None]:
    """Return `previous` and `next` as the API's lists have them: absolute, None where there is none."""
    found = addresses(request, window)
    return {name: request.build_absolute_uri(found[name]) if found[name] else None for name in ("previous", "next")}
