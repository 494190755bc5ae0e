"""The product's packages as the import contract names them, so that a new one is looked at by every test."""

import tomllib
from pathlib import Path
from typing import Any

LINTER: dict[str, Any] = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text())["tool"][
    "importlinter"
]
PRODUCT: tuple[str, ...] = tuple(LINTER["root_packages"])
# The apps, whose files lie in the rooms that docs/design.md names.
APPS: tuple[str, ...] = tuple(
    name for contract in LINTER["contracts"] if "every app" in contract["name"] for name in contract["containers"]
)
