"""Markup in every text that a person can write.

A text is put straight into its column, so that no door can have cleaned it: what protects the reader must be the page.
A field is attacked unless MACHINE or the columns.toml of its app names it; a new text field is therefore attacked
without anybody thinking of it.
"""

from typing import Any

from django.apps import apps
from django.db import models

from mathvidya.audit.records import record
from mathvidya.lib.process_caches import clear_all
from mathvidya.testing.project import columns, root_packages

# Every payload makes an element <x-x> where it is taken for markup.
MARK = "x-x"
SHORT = f"<{MARK}>"
MIDDLE = f"\"'><{MARK}>"
LONG = f"\"'><{MARK}><svg onload=__xss=1></script><script>__xss=1</script>{{{{7*7}}}}"
MARKDOWN = (
    f"<{MARK}><img src=x onerror=__xss=1> [a](javascript:__xss=1) <a href='javascript:__xss=1'>b</a>"
    r" ![c](https://tracker.example/c.png) $\href{javascript:__xss=1}{d}$ `</code><svg onload=__xss=1>`"
    " <iframe srcdoc='<script>top.__xss=1</script>'></iframe> [e](data:text/html,x) -->]]>"
)
# What no person writes, of every model; of single models it is in the columns.toml of their apps.
MACHINE = {"content_hash", "sha256", "inputs_hash", "receipt", "request_id", "state", "refusal", "image", "thumbnail"}
# Append-only: the database refuses to change a row, so one is added.
ADDED = "audit.AuditEntry"
# Keys of JSON columns that hold people's words; the others are ids, kinds and numbers.
WORDS = frozenset({
    "stem", "text", "solution", "hint", "assertion", "reason", "unit", "label", "title", "instructions", "comment",
    "alternatives", "accepted", "note", "notes", "exam", "paper", "student", "person", "child", "teacher", "name",
    "filename", "ref", "first_name", "guardian",
})  # fmt: skip


def people_s_fields() -> dict[type[models.Model], list[Any]]:
    """The columns that are attacked, by model."""
    found, machine = {}, columns("machine")
    for model in apps.get_models():
        label = model._meta.label
        if model.__module__.startswith(root_packages()) and label != ADDED:
            spared = MACHINE | machine.get(label, set())
            found[model] = [
                field
                for field in model._meta.concrete_fields
                if isinstance(field, models.CharField | models.TextField | models.JSONField)
                and not field.choices
                and field.name not in spared
            ]
    return {model: fields for model, fields in found.items() if fields}


def payload_for(field: Any, pk: object) -> str:
    """The largest payload that the column holds; unlike every other row's where it must be."""
    suffix = str(pk)[:8] if field.unique else ""
    if isinstance(field, models.EmailField):
        return f'"{MIDDLE[2:]}{pk}"@example.org'
    room = (field.max_length or 10**6) - len(suffix)
    return next((text for text in (MARKDOWN, LONG, MIDDLE, SHORT) if len(text) <= room), "") + suffix


def poisoned(value: Any, is_word: bool = False) -> Any:
    """A JSON value with the payload in the place of people's words."""
    if isinstance(value, dict):
        return {key: poisoned(entry, is_word or key in WORDS) for key, entry in value.items()}
    if isinstance(value, list):
        return [poisoned(entry, is_word) for entry in value]
    return MARKDOWN if is_word and isinstance(value, str) else value


def poison_everything() -> int:
    """Put a payload into every attacked column of every row; how many columns had a row."""
    attacked = set()
    for model, fields in people_s_fields().items():
        # Not the models' own managers: some refuse to change what never changes.
        rows = models.QuerySet(model)
        for row in rows:
            values = {}
            for field in fields:
                is_json = isinstance(field, models.JSONField)
                value = getattr(row, field.attname)
                values[field.name] = poisoned(value) if is_json else payload_for(field, row.pk)
            rows.filter(pk=row.pk).update(**values)
            attacked |= {(model, field.name) for field in fields}
    record(actor=None, action=f"accounts.{SHORT}", reason=MARKDOWN, facts={"name": MARKDOWN})
    clear_all()
    return len(attacked)
