"""SQL names only tables of its own app; what lies elsewhere is compiled from that app's querysets."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings

from mathvidya.testing.project import root_packages

SQL = re.compile(r"\b(SELECT|FROM|JOIN|INSERT INTO|UPDATE|DELETE)\s")
WRITE = re.compile(r"\b(INSERT INTO|UPDATE\s+\w+(\s+AS\s+\w+)?\s+SET|DELETE FROM)\s")
WORD = re.compile(r"[a-z_][a-z0-9_]*")
ELSEWHERE = {"migrations", "tests", "testing"}
# Where SQL may write: an app's adapters, and its actions.
MAY_WRITE = {"actions", "adapters"}


def owners() -> dict[str, Path]:
    """{table: the folder of its app}, of the project's own apps."""
    found = {}
    for model in apps.get_models(include_auto_created=True):
        home = Path(apps.get_app_config(model._meta.app_label).path)
        if home.is_relative_to(settings.BASE_DIR) and "site-packages" not in home.parts:
            found[model._meta.db_table] = home.relative_to(settings.BASE_DIR)
    return found


def literals(source: str) -> Iterator[tuple[int, str]]:
    """Every text of a module with its line, without its docstrings; of an f-string what is written in it."""
    tree = ast.parse(source)
    docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node.lineno, node.value


def strangers(path: Path, source: str, tables: dict[str, Path]) -> Iterator[str]:
    """Tables of other apps in the SQL of one file."""
    for line, text in literals(source):
        for word in WORD.findall(text) if SQL.search(text) else ():
            if word in tables and not path.is_relative_to(tables[word]):
                yield f"{path}:{line}: {word} is another app's; compile its queryset (mathvidya.fastlane.compiled)"


def writes(path: Path, source: str) -> Iterator[str]:
    """SQL that writes where nothing may be written."""
    if not set(path.with_suffix("").parts) & MAY_WRITE:
        for line, text in literals(source):
            if WRITE.search(text):
                yield f"{path}:{line}: SQL that writes outside actions and adapters"


def product() -> Iterator[tuple[Path, str]]:
    for path in (file for root in root_packages() for file in Path(root).rglob("*.py")):
        if not set(path.parts) & ELSEWHERE:
            yield path, path.read_text()


def test_sql_names_only_tables_of_its_own_app():
    tables = owners()
    assert [line for path, source in product() for line in strangers(path, source, tables)] == []


def test_sql_writes_only_in_actions_and_adapters():
    assert [line for path, source in product() for line in writes(path, source)] == []


@pytest.mark.parametrize(
    "text",
    ['"SELECT 1 FROM accounts_user"', 'f"JOIN accounts_user u ON {a}"', '"SELECT 1 FROM exams_exam e, accounts_user"'],
)
def test_a_stranger_is_found_however_it_is_written(text):
    assert len(list(strangers(Path("exams/adapters/some.py"), f"X = {text}", owners()))) == 1


def test_own_tables_and_docstrings_are_no_strangers():
    for text in ('X = "SELECT 1 FROM exams_exam"', '"""Reads FROM accounts_user."""'):
        assert list(strangers(Path("exams/adapters/some.py"), text, owners())) == []


def test_a_write_is_found_however_it_is_written():
    for text in ("INSERT INTO exams_exam (id) VALUES (1)", "UPDATE exams_exam SET a = 1", "DELETE FROM exams_exam "):
        assert len(list(writes(Path("exams/queries/some.py"), f"X = {text!r}"))) == 1
        assert list(writes(Path("exams/adapters/some.py"), f"X = {text!r}")) == []
