"""Deletions that nothing can notice, each with its reason: `equivalents.toml`, read by function and deleted text."""

import tomllib
from pathlib import Path

from rigs.mutate.mutants import Mutant

FILE = Path(__file__).with_name("equivalents.toml")


def reasons() -> dict[tuple[str, str], str]:
    """Return the reason for each (function or constant, deleted text). Paths are left out: files move."""
    listed = tomllib.loads(FILE.read_text()).get("equivalent", [])
    return {(entry["within"], key_of(deleted)): entry["why"] for entry in listed for deleted in entry["deleted"]}


def key_of(text: str) -> str:
    """Return a deleted text without its spaces: how lines are broken is no matter."""
    return "".join(text.split())


def reason_for(mutant: Mutant, known: dict[tuple[str, str], str]) -> str:
    """Return why a mutant is equivalent; nothing where it is not."""
    kinded = f"{mutant.kind} {mutant.deleted}" if mutant.kind in {"always", "never"} else mutant.deleted
    return known.get((mutant.within, key_of(kinded)), "")
