"""The type of a question is looked up in the registry: no code of a type is compared outside its own folder."""

import ast
import re
from pathlib import Path

import pytest

from questions.types import all_types

ROOTS = ("mathvidya", "accounts", "questions", "exams", "evaluations", "learning", "insights", "maths")
TYPES = Path("questions/types")
NO_PRODUCT = {"tests", "testing", "migrations"}


def codes():
    return {type_.code for type_ in all_types()}


def strings(node):
    return {each.value for each in ast.walk(node) if isinstance(each, ast.Constant) and isinstance(each.value, str)}


def compared_in_python(text):
    """Lines that compare something called type or kind with the code of a question type, or look it up by one."""
    for node in ast.walk(ast.parse(text)):
        named = codes() & strings(node) if isinstance(node, ast.Compare | ast.Match) else set()
        is_chain = named and re.search(r"type|kind", ast.unparse(node))
        keys = (
            [each.value for each in node.keys if isinstance(each, ast.Constant)] if isinstance(node, ast.Dict) else []
        )
        if is_chain or len(codes() & set(keys)) > 1:
            yield node.lineno


def compared_in_text(text):
    """Lines of a template or script in which the code of a question type is in quotes."""
    quoted = re.compile("[\"'](" + "|".join(codes()) + ")[\"']")
    keyed = re.compile(r"(type|kind).{0,20}(==|!=|\bin\b)")
    for number, line in enumerate(text.splitlines(), start=1):
        if quoted.search(line) and (keyed.search(line) or "_" in quoted.search(line)[1]):
            yield number


def sources():
    for path in (path for root in ROOTS for path in Path(root).rglob("*.py")):
        if not path.is_relative_to(TYPES) and not NO_PRODUCT & set(path.parts):
            yield path, compared_in_python
    for path in (*Path("templates").rglob("*.html"), *Path("static/js").rglob("*.js")):
        yield path, compared_in_text


def test_no_chain_of_types_outside_their_folders():
    assert [f"{path}:{line}" for path, find in sources() for line in find(path.read_text())] == []


@pytest.mark.parametrize(
    ("find", "text"),
    [
        (compared_in_python, 'if item.type == "written": pass'),
        (compared_in_python, 'x = [p for p in parts if p["type"] in ("written", "expression")]'),
        (compared_in_python, 'HOW = {"numeric": 1, "written": 2}'),
        (compared_in_text, '{% if kind == "numeric" %}'),
        (compared_in_text, 'if (type !== "case_study") return'),
        (compared_in_text, 'const CHOICE = ["single_choice"];'),
    ],
)
def test_a_chain_would_be_seen(find, text):
    assert list(find(text)) == [1]
