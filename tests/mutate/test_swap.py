"""A mutant in a process that has everything imported."""

import ast
import importlib
import sys

import pytest

from rigs.mutate.kept import forget_results
from rigs.mutate.swap import Live

RULE = """
from functools import lru_cache, wraps

def decorated(function):
    @wraps(function)
    def inner(*args):
        return bool(function(*args)) and True
    return inner

@decorated
def may(role):
    return role == "admin" and len(role) > 2

@lru_cache
def statement(role):
    return "WHERE a = 1" if role == "admin" else ""

class Rules:
    def may(self, role):
        return [one for one in role if one == "a"]
"""
STORE = """
_PART = "WHERE a = 1 AND b = 2"
LIMIT = 3
WHOLE = f"SELECT 1 {_PART}"

def made(text):
    return text + _PART

MADE = made("x ")
"""
USER = """
from {package}.store import WHOLE, made

_HELD = WHOLE + " LIMIT 1"

def read():
    return _HELD
"""


@pytest.fixture
def package(tmp_path, monkeypatch):
    """A package of three modules, imported, and what the trial knows of it."""
    name = "trial_of_deletions"
    folder = tmp_path / name
    folder.mkdir()
    texts = {"__init__": "", "rule": RULE, "store": STORE, "user": USER.replace("{package}", name)}
    for module, text in texts.items():
        (folder / f"{module}.py").write_text(text)
    monkeypatch.syspath_prepend(str(tmp_path))
    trees = {f"{name}/{module}.py": ast.parse(text) for module, text in texts.items()}
    modules = {module: importlib.import_module(f"{name}.{module}") for module in ("rule", "store", "user")}
    yield name, Live(tmp_path, trees), modules
    for module in [found for found in sys.modules if found.partition(".")[0] == name]:
        del sys.modules[module]


def test_functions_get_new_code_wherever_they_are_held(package):
    name, live, modules = package
    path = f"{name}/rule.py"
    held, rules = modules["rule"].may, modules["rule"].Rules()
    live.remember(path)
    live.swap_functions(path, RULE.replace('role == "admin" and ', "").replace('if one == "a"', "if True"))
    assert held("student")
    assert rules.may("ab") == ["a", "b"]
    live.swap_functions(path, RULE)
    assert not held("student")


def test_what_a_function_keeps_is_made_again(package, tmp_path):
    name, live, modules = package
    path = f"{name}/rule.py"
    live.remember(path)
    assert modules["rule"].statement("student") == ""
    live.swap_functions(path, RULE.replace('if role == "admin" else ""', ""))
    forget_results(tmp_path)
    assert modules["rule"].statement("student") == "WHERE a = 1"


def test_a_constant_is_made_again_with_all_that_is_made_from_it(package):
    name, live, modules = package
    live.swap_constant(f"{name}/store.py", STORE.replace(" AND b = 2", ""), "_PART")
    assert modules["store"].WHOLE == "SELECT 1 WHERE a = 1"
    assert modules["store"].MADE == "x WHERE a = 1"
    assert modules["user"].read() == "SELECT 1 WHERE a = 1 LIMIT 1"
