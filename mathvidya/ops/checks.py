"""Checks that Django runs before it works on a database: `manage.py check --database default`, and `migrate`."""

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Error
from django.db import connections

from mathvidya.ops.adapters.server import durability_faults
from mathvidya.ops.setup_report import is_production


def check_durability(*, databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """Return an error for each setting by which an acknowledged answer would not survive a power failure."""
    if not is_production():
        return []
    return [
        Error(f"{fault}: answers that were acknowledged can be lost.", id="mathvidya.E001")
        for alias in databases or []
        for fault in durability_faults(connections[alias])
    ]
