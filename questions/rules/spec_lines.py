"""Two versions of a question side by side: a specification as lines, and what changed between two. Pure."""

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Change:
    """`kind`: "same", "gone" or "new"."""

    kind: str
    text: str


def lines_of(value: Any, path: str = "") -> Iterator[str]:
    """Yield a specification as "path: text" lines; long texts one line each."""
    if isinstance(value, Mapping):
        for name, entry in value.items():
            yield from lines_of(entry, f"{path}.{name}" if path else str(name))
    elif isinstance(value, list):
        for number, entry in enumerate(value, start=1):
            yield from lines_of(entry, f"{path} {number}")
    else:
        yield from (f"{path}: {line}" for line in str(value).split("\n"))


def changes_between(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Change]:
    """Return the lines that are gone and those that are new; lines that stayed are left out."""
    kinds = {"- ": "gone", "+ ": "new"}
    diff = difflib.ndiff(list(lines_of(before)), list(lines_of(after)))
    return [Change(kinds[line[:2]], line[2:]) for line in diff if line[:2] in kinds]
