"""What depends on a module's constants: which names and modules must be made again when one of them changes."""

import ast
from collections.abc import Iterator
from types import ModuleType

Assigned = ast.Assign | ast.AnnAssign


def names_in(tree: ast.AST) -> set[str]:
    return {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}


def targets_of(statement: Assigned) -> set[str]:
    """Return the names that an assignment of a module sets."""
    return {node.id for node in ast.walk(statement) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}


def dependents(tree: ast.Module, changed: set[str]) -> Iterator[Assigned]:
    """Yield the assignments that use a changed name, in order; adds to `changed` what they set and who uses them."""
    for statement in tree.body:
        if not names_in(statement) & changed:
            continue
        if isinstance(statement, ast.Assign | ast.AnnAssign):
            yield statement
            changed |= targets_of(statement)
        elif isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef):
            changed.add(statement.name)


def imported(tree: ast.Module, module: str, names: set[str]) -> set[str]:
    """Return which of `names` a file imports from `module`, by the names it gives them."""
    return {
        alias.asname or alias.name
        for node in tree.body
        if isinstance(node, ast.ImportFrom) and node.module == module
        for alias in node.names
        if alias.name in names
    }


def importers_of(module: str, trees: dict[str, ast.Module]) -> list[str]:
    """Return the modules that import something from `module` at their top."""
    return [
        name
        for name, tree in trees.items()
        if any(isinstance(node, ast.ImportFrom) and node.module == module for node in tree.body)
    ]


def make_again(statement: Assigned, module: ModuleType, filename: str) -> None:
    """Run one assignment of a module again, in the module's namespace."""
    code = compile(ast.Module([statement], []), filename, "exec")
    exec(code, module.__dict__)  # noqa: S102  (the project's own source, in a child process of a trial)
