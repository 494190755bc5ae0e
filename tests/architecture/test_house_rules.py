"""House rules that no linter knows: no signals, no queries in a face, no writes outside actions, no giant files."""

import ast
from functools import cache
from pathlib import Path

import pytest
from django.apps import apps

from mathvidya.testing.project import root_packages

FACES = {"views", "api", "consumers", "tasks", "handlers", "admin"}
MAY_WRITE = {"actions", "models", "migrations", "tests", "testing", "outbox", "audit"}
# Whoever may not write may still save these: a form, which calls an action; a file or picture; what allauth keeps.
NO_ROWS = {"form", "default_storage", "clean", "picture", "login.account"}
WRITES = {"create", "update", "delete", "get_or_create", "update_or_create", "bulk_create", "bulk_update"}
RELATED_WRITES = WRITES | {"add", "set", "remove", "clear"}
LONGEST = 500


@cache
def related_managers():
    """The names by which a row reaches rows of other tables: `exam.batches`, `batch.members`."""
    fields = (field for model in apps.get_models() for field in model._meta.get_fields() if is_to_many(field))
    return {field.get_accessor_name() if field.auto_created else field.name for field in fields}


def is_to_many(field):
    return field.is_relation and (field.one_to_many or field.many_to_many) and not getattr(field, "hidden", False)


def writes_rows(call):
    """Whether a call writes: by a manager, by a row's own `save` or `delete`, or by a related manager."""
    name, receiver = call.func.attr, call.func.value
    if name in {"save", "delete"} and ast.unparse(receiver) not in NO_ROWS:
        return True
    if name in WRITES and starts_at_manager(receiver):
        return True
    return name in RELATED_WRITES and passes_related_manager(receiver)


def passes_related_manager(node):
    while isinstance(node, ast.Attribute | ast.Call):
        # `self.x` of a class that is no model is its own affair.
        if isinstance(node, ast.Attribute) and node.attr in related_managers() and ast.unparse(node.value) != "self":
            return True
        node = node.value if isinstance(node, ast.Attribute) else node.func
    return False


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
            if not rooms & MAY_WRITE and is_call and writes_rows(node):
                yield f"{where}: a write outside actions"


def test_the_house_rules_hold():
    assert sorted(offences()) == []


@pytest.mark.parametrize(
    ("source", "is_write"),
    [
        ("Exam.objects.filter(pk=1).update(title='')", True),
        ("exam.save(update_fields=['title'])", True),
        ("exam.delete()", True),
        ("exam.batches.set([batch])", True),
        ("batch.members.filter(pk=1).update(left_on=None)", True),
        ("student.enrolments.create(programme=programme)", True),
        ("form.save()", False),
        ("default_storage.delete(name)", False),
        ("seen.add(1)", False),
        ("Exam.objects.filter(pk=1).count()", False),
    ],
)
def test_a_write_is_found_however_it_is_written(source, is_write):
    assert writes_rows(ast.parse(source, mode="eval").body) is is_write
