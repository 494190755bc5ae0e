"""Every test asserts something: by itself, or through a helper in the same file or with a name that says so."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from mathvidya.testing.project import root_packages

# Names that say it: expect_none, assert_no_secrets, django_assert_num_queries, pytest.raises, pytest.fail.
SAYS_SO = ("assert", "expect", "django_assert", "raises", "warns", "fail")
Function = ast.FunctionDef | ast.AsyncFunctionDef


def called(node: ast.AST) -> Iterator[str]:
    """The last name of everything that is called in it."""
    for call in ast.walk(node):
        if isinstance(call, ast.Call):
            yield call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def is_asserting(function: Function) -> bool:
    has_one = any(isinstance(node, ast.Assert) for node in ast.walk(function))
    return has_one or any(name.startswith(SAYS_SO) for name in called(function))


def without_assertion(text: str) -> list[str]:
    """The tests of a module in which nothing can fail but the code itself."""
    functions = [node for node in ast.walk(ast.parse(text)) if isinstance(node, Function)]
    silent = [function for function in functions if not is_asserting(function)]
    helpers = {function.name for function in functions} - {function.name for function in silent}
    return [one.name for one in silent if one.name.startswith("test_") and helpers.isdisjoint(called(one))]


@pytest.mark.parametrize(
    "body",
    ["client.get('/')", "[x == 1 for x in y]", "client.assertion", "helper()\n\ndef helper():\n    pass"],
)
def test_a_test_without_an_assertion_is_caught(body):
    assert without_assertion(f"def test_it():\n    {body}") == ["test_it"]


@pytest.mark.parametrize(
    "body",
    [
        "assert 1",
        "with pytest.raises(ValueError): go()",
        "expect_none(wrong)",
        "with django_assert_num_queries(1): go()",
        "look()\n\ndef look():\n    assert 1",
    ],
)
def test_a_test_with_one_passes(body):
    assert without_assertion(f"def test_it():\n    {body}") == []


def test_every_test_asserts_something():
    modules = [path for root in ("tests", "benchmarks", *root_packages()) for path in Path(root).rglob("test_*.py")]
    assert len(modules) > 100
    assert [f"{path}: {name}" for path in modules for name in without_assertion(path.read_text())] == []
