"""The frozen counts: <app>/tests/query_counts.toml, one line a route: "/exams" = { student = 12 }."""

import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path

Counts = dict[str, dict[str, int]]  # {route: {persona: queries}}
HEAD = """\
# How many queries each page and each GET of the API takes, by who asks. Never edited by hand: docs/testing.md.
"""


def file_of(app: str) -> Path:
    return Path(*app.split("."), "tests", "query_counts.toml")


def read(apps: Iterable[str]) -> Counts:
    """The frozen counts of these apps together."""
    frozen: Counts = {}
    for app in apps:
        if file_of(app).exists():
            frozen.update(tomllib.loads(file_of(app).read_text()))
    return frozen


def write(apps: Iterable[str], fresh: Mapping[str, tuple[str, Mapping[str, int]]]) -> None:
    """Freeze {route: (its app, counts)}; routes in alphabetical order, so that a change is one line of the diff."""
    for app in apps:
        lines = [f"'{path}' = {_text(row)}\n" for path, (owner, row) in sorted(fresh.items()) if owner == app]
        if lines:
            file_of(app).write_text(HEAD + "".join(lines))
        else:
            file_of(app).unlink(missing_ok=True)


def _text(row: Mapping[str, int]) -> str:
    return f"{{ {', '.join(f'{persona} = {number}' for persona, number in row.items())} }}" if row else "{}"
