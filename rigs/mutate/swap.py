"""Applies a mutant to a process that has everything imported: functions get new code, constants are made again."""

import ast
import gc
import sys
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any

from rigs.mutate.constants import dependents, imported, importers_of, make_again, targets_of
from rigs.mutate.tests_of import module_name

CACHED = type(cache(lambda: None))
Place = tuple[str, int]  # qualified name, and which of that name


class Live:
    """The modules of this process and the functions of the files that mutants are in."""

    def __init__(self, root: Path, trees: dict[str, ast.Module]) -> None:
        self.root, self.trees = root, trees
        self._functions: dict[str, list[tuple[Place, FunctionType]]] = {}

    def remember(self, path: str) -> None:
        """Find the functions of a file, once for all its mutants: that is a walk over everything in memory."""
        filename = str(self.root / path)
        places = {code: place for place, code in codes_of(filename, Path(filename).read_text())}
        self._functions[path] = [
            (places[thing.__code__], thing)
            for thing in gc.get_objects()
            if type(thing) is FunctionType and thing.__code__.co_filename == filename and thing.__code__ in places
        ]

    def swap_functions(self, path: str, source: str) -> None:
        """Give every function of the file the code that it has in `source`."""
        filename = str(self.root / path)
        fresh = dict(codes_of(filename, source))
        for place, function in self._functions[path]:
            code = fresh.get(place)
            if code is not None and code.co_freevars == function.__code__.co_freevars:
                function.__code__ = code

    def swap_constant(self, path: str, source: str, name: str) -> None:
        """Assign a module's constant as `source` does, and make again all that is made from it, everywhere."""
        tree = ast.parse(source)
        module = sys.modules[module_name(path)]
        for statement in tree.body:
            if isinstance(statement, ast.Assign | ast.AnnAssign) and name in targets_of(statement):
                make_again(statement, module, str(self.root / path))
        self._follow(path, tree, {name})

    def _follow(self, path: str, tree: ast.Module, changed: set[str]) -> None:
        name = module_name(path)
        module = sys.modules[name]
        for statement in list(dependents(tree, changed)):
            make_again(statement, module, str(self.root / path))
        for importer in importers_of(name, self.trees):
            other = sys.modules.get(module_name(importer))
            names = imported(self.trees[importer], name, changed)
            constants = {own for own in names if other is not None and not callable(getattr(other, own, None))}
            for own in constants:
                setattr(other, own, getattr(module, own))
            if constants:
                self._follow(importer, self.trees[importer], constants)


def cached_functions(root: Path) -> list[Any]:
    """Return the functions of the project that keep their answers.

    A statement that was compiled earlier would hide a deletion, and the tests that reach it.
    """
    return [thing for thing in gc.get_objects() if type(thing) is CACHED and _is_within(root, thing.__wrapped__)]


def _is_within(root: Path, function: object) -> bool:
    code = getattr(function, "__code__", None)
    return code is not None and Path(code.co_filename).is_relative_to(root) and ".venv" not in code.co_filename


def codes_of(filename: str, source: str) -> Iterator[tuple[Place, CodeType]]:
    """Yield the code of each function in a text, named so that the same function is found in another version of it."""
    seen: Counter[str] = Counter()
    waiting = [compile(source, filename, "exec")]
    while waiting:
        code = waiting.pop(0)
        for constant in code.co_consts:
            if isinstance(constant, CodeType):
                seen[constant.co_qualname] += 1
                yield (constant.co_qualname, seen[constant.co_qualname]), constant
                waiting.append(constant)
