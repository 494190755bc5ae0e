"""Our own traps are stepped on nowhere in the product (tests/architecture/traps.py)."""

import ast
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from accounts.choices import Role
from mathvidya.testing.project import root_packages
from tests.architecture.design_traps import DESIGN_TRAPS, ROLES
from tests.architecture.private_traps import PRIVATE_TRAPS
from tests.architecture.traps import TRAPS, Source, Trap

ALL = [*TRAPS, *DESIGN_TRAPS, *PRIVATE_TRAPS]
NO_PRODUCT = {"tests", "testing", "migrations"}
UNESCAPED = re.compile(r"\|\s*safe(seq)?\b|{%\s*autoescape\s+off|{%\s*filter\s+safe")
# What ruff finds must stay switched on: a naive time, a print, a swallowed error, a request without an end, a SQL text.
SLIPS = """
import datetime, requests
def go(x):
    print(datetime.datetime.now())
    requests.get("https://example.org")
    try:
        x.execute("SELECT * FROM t WHERE a = '%s'" % x)
    except Exception:
        pass
"""


def lines(trap: Trap, text: str, path: str) -> list[int]:
    return sorted(set(trap.find(Source(path, ast.parse(text)))))


@pytest.mark.parametrize("trap", ALL, ids=lambda trap: trap.name)
def test_the_product_steps_on_none(trap):
    found = [
        f"{path}:{line}: {trap.reason}"
        for path in (path for root in root_packages() for path in Path(root).rglob("*.py"))
        if not NO_PRODUCT & set(path.parts) and str(path) not in trap.allowed
        for line in lines(trap, path.read_text(), str(path))
    ]
    assert found == []


@pytest.mark.parametrize("trap", ALL, ids=lambda trap: trap.name)
def test_a_trap_knows_its_prey(trap):
    assert [text for text in trap.fires if not lines(trap, text, trap.tried_at)] == []
    assert [text for text in trap.passes if lines(trap, text, trap.tried_at)] == []


@pytest.mark.parametrize("trap", [trap for trap in ALL if trap.allowed], ids=lambda trap: trap.name)
def test_an_exception_is_still_needed(trap):
    assert [path for path in trap.allowed if not lines(trap, Path(path).read_text(), path)] == []


def test_templates_escape():
    found = []
    for path in (*Path("templates").rglob("*.html"), *Path("questions/types").rglob("*.html")):
        text = path.read_text()
        found += [f"{path}: {match.group()}" for match in UNESCAPED.finditer(text)]
    assert found == []
    assert UNESCAPED.search("{{ name|safe }}")
    assert UNESCAPED.search("{% autoescape off %}")
    assert not UNESCAPED.search("{{ name|safely }} {{ is_safe }}")


def test_the_roles_are_those_of_accounts_and_templates_do_not_type_them_either():
    assert set(Role.values) == ROLES
    typed = re.compile(rf"""role\s*(==|!=|in)\s*["']({"|".join(ROLES)})["']""")
    assert [str(path) for path in Path("templates").rglob("*.html") if typed.search(path.read_text())] == []
    assert typed.search('{% if user.role == "student" %}')


def test_ruff_looks_for_the_rest():
    command = [
        sys.executable,
        "-m",
        "ruff",
        "check",
        "--output-format",
        "json",
        "--stdin-filename",
        "exams/slips.py",
        "-",
    ]
    report = subprocess.run(command, input=SLIPS, capture_output=True, text=True, timeout=30).stdout
    assert {"T201", "DTZ005", "S113", "S110", "S608", "BLE001"} <= {found["code"] for found in json.loads(report)}
