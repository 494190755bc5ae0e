"""What became of a file of questions, line by line. Pure."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

NEW, CHANGED, SAME, HELD, REFUSED = "new", "changed", "same", "held", "refused"


@dataclass(frozen=True, kw_only=True)
class Line:
    """What became of one question (`kind` "question"), paper or picture of a file."""

    kind: str
    number: int
    ref: str
    outcome: str
    notes: list[str] = field(default_factory=list)


@dataclass(kw_only=True)
class Report:
    """`new`, `changed` (a new version), `same` (already there), `held` (taken as a draft for a teacher), `refused`.

    `is_kept` is false after a dry run, and where all or nothing was wanted and something was refused.
    """

    dry_run: bool
    is_kept: bool = True
    lines: list[Line] = field(default_factory=list)

    @property
    def totals(self) -> dict[str, dict[str, int]]:
        """Return {"question": {"new": 249, "refused": 1, …}, "paper": …}, with only what occurs."""
        totals: dict[str, dict[str, int]] = {}
        for line in self.lines:
            kind = totals.setdefault(line.kind, {})
            kind[line.outcome] = kind.get(line.outcome, 0) + 1
        return totals

    @property
    def has_refusals(self) -> bool:
        return any(line.outcome == REFUSED for line in self.lines)

    def as_dict(self) -> dict[str, Any]:
        return {
            "dry_run": self.dry_run,
            "is_kept": self.is_kept,
            "totals": self.totals,
            "lines": [asdict(line) for line in self.lines],
        }


def report_of(stored: Mapping[str, Any]) -> Report:
    """Return the report that `as_dict` wrote."""
    lines = [Line(**line) for line in stored.get("lines", [])]
    return Report(dry_run=stored.get("dry_run", False), is_kept=stored.get("is_kept", False), lines=lines)
