"""Which tests reach which mutant, and in which order to run them."""

import ast
import json
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from rigs.mutate.constants import dependents, imported, importers_of, names_in
from rigs.mutate.mutants import Mutant

WALKS = ("tests/people/", "tests/permissions/")


def module_name(path: str) -> str:
    return ".".join(Path(path).with_suffix("").parts).removesuffix(".__init__")


class Reached:
    """The map that `rigs.mutate.reach` wrote."""

    def __init__(self, folder: Path, trees: dict[str, ast.Module], only: Sequence[str] = ()) -> None:
        """Read the map; `only`: leave out tests whose path begins with none of these."""
        self.trees = trees
        self.only = tuple(only)
        self.lines: dict[str, dict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
        self.took: dict[str, float] = {}
        for file in folder.glob("*.json"):
            noted = json.loads(file.read_text())
            self.took.update(noted["took"])
            for path, lines in noted["lines"].items():
                for line, tests in lines.items():
                    self.lines[path][int(line)] |= set(tests)

    def tests_of(self, mutant: Mutant) -> list[str]:
        """Return the tests that run the mutated lines, the likely ones first (see `_ordered`)."""
        if mutant.in_function:
            lines = range(mutant.line, mutant.last_line + 1)
            found = {test for line in lines for test in self.lines[mutant.path].get(line, ())}
        else:
            found = self._of_constant(mutant.path, mutant.within.split()[0])
        return self._ordered({test for test in found if self._counts(test)}, Path(mutant.path).parts[0])

    def _counts(self, test: str) -> bool:
        return not self.only or test.startswith(self.only)

    def _of_constant(self, path: str, name: str) -> set[str]:
        """Tests that run a function which uses the constant or what is made from it, here or where it is imported."""
        found: set[str] = set()
        waiting = [(path, {name})]
        while waiting:
            where, changed = waiting.pop()
            tree = self.trees[where]
            for _statement in dependents(tree, changed):
                pass
            for node in ast.walk(tree):
                if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and names_in(node) & changed:
                    found |= {
                        test
                        for line in range(node.body[0].lineno, (node.end_lineno or 0) + 1)
                        for test in self.lines[where].get(line, ())
                    }
            module = module_name(where)
            for importer in importers_of(module, self.trees):
                if names := imported(self.trees[importer], module, changed):
                    constants = {target for target in names if not target.islower()}
                    waiting += [(importer, constants)] if constants else []
        return found

    def _ordered(self, tests: set[str], app: str) -> list[str]:
        """Return the app's own tests, those of people at every door, and the rest; of each, a quick file first."""
        by_file: dict[str, list[str]] = defaultdict(list)
        for test in tests:
            by_file[test.partition("::")[0]].append(test)
        mean = {file: sum(self.took.get(test, 1.0) for test in own) / len(own) for file, own in by_file.items()}

        def order(file: str) -> tuple[int, float]:
            return 0 if file.startswith(f"{app}/") else 1 if file.startswith(WALKS) else 2, mean[file]

        return [test for file in sorted(by_file, key=order) for test in sorted(by_file[file])]
