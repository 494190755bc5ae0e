"""One deletion: where it is, what it deletes, and what the file reads like without it."""

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Mutant:
    """`start` and `end` are offsets in the file's text; `within` names the function, or the module's constant.

    `in_function` is False for a module's constant, which only SQL has. `poisoned` is a replacement that no database
    takes, so that SQL written for the other database is not counted as a condition without a test.
    """

    path: str
    line: int
    last_line: int
    within: str
    kind: str
    deleted: str
    start: int
    end: int
    replacement: str
    in_function: bool
    poisoned: str = ""

    def applied_to(self, source: str) -> str:
        """Return the file's text with the deletion made."""
        return source[: self.start] + self.replacement + source[self.end :]

    def poison(self, source: str) -> str:
        """Return the file's text with SQL in this place that no database takes."""
        return source[: self.start] + self.poisoned + source[self.end :]

    def description(self) -> str:
        """Return one line for a person: place, kind, deleted text."""
        return f"{self.path}:{self.line} {self.within}: {self.kind} `{' '.join(self.deleted.split())}`"

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


def python_files(paths: list[str], root: Path) -> list[Path]:
    """Return the Python files of `paths` (files or folders under `root`), without tests and migrations.

    Raises SystemExit where a path holds none.
    """
    found: list[Path] = []
    for path in paths:
        given = (root / path).resolve()
        files = [given] if given.is_file() else sorted(given.rglob("*.py"))
        kept = [file for file in files if not {"tests", "migrations"} & set(file.relative_to(root).parts)]
        if not kept:
            raise SystemExit(f"No Python file in {path}")
        found += [file for file in kept if file not in found]
    return found
