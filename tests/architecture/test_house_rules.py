"""House rules that no linter knows: no signals, no queries in a face, no writes outside actions, no giant files."""

import ast
from pathlib import Path

from mathvidya.testing.project import root_packages

FACES = {"views", "api", "consumers", "tasks", "handlers", "admin"}
MAY_WRITE = {"actions", "models", "migrations", "tests", "testing", "outbox", "audit"}
WRITES = {"create", "update", "delete", "get_or_create", "update_or_create", "bulk_create", "bulk_update"}
LONGEST = 500


def starts_at_manager(node: ast.expr) -> bool:
    while isinstance(node, ast.Attribute | ast.Call):
        if isinstance(node, ast.Attribute) and node.attr == "objects":
            return True
        node = node.value if isinstance(node, ast.Attribute) else node.func
    return False


def offences():
    for path in (file for root in root_packages() for file in Path(root).rglob("*.py")):
        rooms, text = set(path.with_suffix("").parts), path.read_text()
        if path.is_relative_to("mathvidya/api"):
            rooms -= {"api"}  # the room of that name inside an app is a face; the plumbing package is not
        if text.count("\n") > LONGEST:
            yield f"{path}: longer than {LONGEST} lines"
        for node in ast.walk(ast.parse(text)):
            where = f"{path}:{getattr(node, 'lineno', 0)}"
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(
                ("django.dispatch", "django.db.models.signals")
            ):
                yield f"{where}: a signal; emit an event instead"
            if "tests" not in rooms and rooms & FACES and isinstance(node, ast.Attribute) and node.attr == "objects":
                yield f"{where}: a query in a face; put it in queries or access"
            is_call = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
            if not rooms & MAY_WRITE and is_call and node.func.attr in WRITES and starts_at_manager(node.func.value):
                yield f"{where}: a write outside actions"


def test_the_house_rules_hold():
    assert sorted(offences()) == []
