"""The tables of the tests: `cases/*.toml`."""

import tomllib
from pathlib import Path
from typing import Any

CASES = Path(__file__).with_name("cases")


def rows_of(name: str) -> list[list[Any]]:
    """The rows of one table."""
    return list(tomllib.loads((CASES / f"{name}.toml").read_text())["rows"])


def case_tables() -> list[str]:
    """The names of the tables of judged answers: all but those of readings, forms and working."""
    return sorted(file.stem for file in CASES.glob("*.toml") if file.stem not in ("readings", "forms", "working"))
