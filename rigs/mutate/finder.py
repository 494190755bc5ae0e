"""Every condition of a Python file that can be deleted."""

import ast
from collections.abc import Iterator

from rigs.mutate import sql
from rigs.mutate.guards import find_guards
from rigs.mutate.mutants import Mutant
from rigs.mutate.querysets import find_queryset_conditions
from rigs.mutate.source import Deletion, Source

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def find_mutants(path: str, text: str) -> list[Mutant]:
    """Return the deletions to try in a file, in the order of its lines."""
    source = Source(text)
    found = [
        _mutant(path, source, deletion, within, True)
        for within, function in _functions(source.tree.body, "")
        for deletion in _in_function(source, function)
    ]
    for statement in source.tree.body:
        if isinstance(statement, ast.Assign | ast.AnnAssign):
            within = " ".join(name.id for name in ast.walk(statement) if _is_target(name))
            found += [_mutant(path, source, one, within, False) for one in _in_texts(source, statement)]
    return sorted(set(found), key=lambda mutant: (mutant.start, mutant.end, mutant.kind))


def _functions(body: list[ast.stmt], prefix: str) -> Iterator[tuple[str, ast.AST]]:
    for statement in body:
        if isinstance(statement, FUNCTIONS):
            yield prefix + statement.name, statement
        elif isinstance(statement, ast.ClassDef):
            yield from _functions(statement.body, f"{prefix}{statement.name}.")


def _is_target(node: ast.AST) -> bool:
    return isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)


def _in_function(source: Source, function: ast.AST) -> Iterator[Deletion]:
    yield from find_queryset_conditions(source, function)
    yield from find_guards(source, function)
    yield from _in_texts(source, function)


def _in_texts(source: Source, tree: ast.AST) -> Iterator[Deletion]:
    """Conditions in the SQL of string literals. A docstring is no SQL."""
    spoken = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    parts = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in ast.walk(node)}
    for node in ast.walk(tree):
        is_text = isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str))
        if not is_text or id(node) in spoken or (id(node) in parts and not isinstance(node, ast.JoinedStr)):
            continue
        start, end = source.span(node)
        opening = source.text[start:end]
        if not sql.looks_like_sql(opening):
            continue
        first = len(opening) - len(opening.lstrip("fFrRbB"))
        quotes = 3 if opening[first : first + 3] in {'"""', "'''"} else 1
        inner = start + first + quotes
        for operand in sql.find_operands(source.text[inner : end - quotes]):
            begin, stop = inner + operand.start, inner + operand.end
            before, after = operand.harmless
            whole = source.text[begin:stop]
            yield Deletion(f"SQL {operand.joined_by}", begin, stop, f"{before}{whole}{after}", "(no_such_column = 1)")


def _mutant(path: str, source: Source, deletion: Deletion, within: str, in_function: bool) -> Mutant:
    return Mutant(
        path=path,
        line=source.line_at(deletion.start),
        last_line=source.line_at(deletion.end),
        within=within,
        kind=deletion.kind,
        deleted=deletion.shown or source.text[deletion.start : deletion.end],
        start=deletion.start,
        end=deletion.end,
        replacement=deletion.replacement,
        in_function=in_function,
        poisoned=deletion.poisoned,
    )
