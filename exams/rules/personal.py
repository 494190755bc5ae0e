"""A paper with the values that one attempt drew."""

import json
from collections.abc import Mapping
from dataclasses import replace
from hashlib import sha256

from exams.rules.content import PaperContent
from questions.types import draw_values, is_parametric, personal_item, student_view

Drawn = Mapping[str, Mapping[str, str]]


def draw_paper(content: PaperContent, seed: int) -> dict[str, dict[str, str]]:
    """Return the snapshot that an attempt keeps: {item id: {name: "3" or "3/4"}}."""
    return {
        str(item.id): {name: str(value) for name, value in draw_values(item.spec, f"{seed}:{item.id}").items()}
        for item in content.items.values()
        if is_parametric(item.spec)
    }


def personal_paper(content: PaperContent, drawn: Drawn) -> PaperContent:
    """Return the paper as one attempt has it, with bytes and ETag of its own."""
    items = {
        item.id: personal_item(item, drawn[str(item.id)]) if is_parametric(item.spec) else item
        for item in content.items.values()
    }
    body = json.loads(content.body)
    for section in body["sections"]:
        for entry in section["items"]:
            entry["spec"] = student_view(entry["type"], items[entry["id"]].spec)
    written = json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()
    return replace(content, items=items, body=written, etag=sha256(written).hexdigest()[:32])
