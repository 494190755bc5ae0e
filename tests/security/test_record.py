"""docs/security.md is true: every test it names exists, every line is complete."""

import ast
import re
from pathlib import Path

import pytest

LINES = [line for line in Path("docs/security.md").read_text().splitlines() if line.startswith("| ")]
ROWS = [[cell.strip() for cell in line.strip("|").split(" | ")] for line in LINES]
CLAIMS = [row for row in ROWS if row[0] not in ("ID", "number", "---")]
REASONS = ("not built yet: ", "weaker: ")
NAMED = re.compile(r"`([\w/]+\.py)::(\w+)`")


def named(rows: list[list[str]]) -> set[tuple[str, str]]:
    return {found for row in rows for found in NAMED.findall(row[2])}


@pytest.mark.parametrize("path", sorted({path for path, _name in named(CLAIMS)}))
def test_every_test_that_is_named_exists(path):
    tree = ast.parse(Path(path).read_text())
    there = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)}
    assert {name for path_, name in named(CLAIMS) if path_ == path} - there == set()


def test_a_line_without_a_test_says_why():
    assert [row[0] for row in CLAIMS if not NAMED.search(row[2]) and not any(why in row[2] for why in REASONS)] == []


def test_no_number_is_left_out():
    numbers = {int(number) for row in CLAIMS for number in row[0].split() if number.isdigit()}
    assert numbers == set(range(1, 59))
    assert len([row for row in CLAIMS if not row[0].split()[0].isdigit()]) == 50
