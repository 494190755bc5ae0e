"""Conditions of plain Python: guards (`if`), choices (`a if b else c`), and/or, filters of comprehensions."""

import ast
from collections.abc import Iterator

from rigs.mutate.source import Deletion, Source, code_of

LITERALS = (ast.Constant, ast.Dict, ast.List, ast.Tuple, ast.Set)


def find_guards(source: Source, function: ast.AST) -> Iterator[Deletion]:
    """Yield a deletion for each answer a condition can give: it is made to hold always, and never."""
    for node in code_of(function):
        if isinstance(node, ast.If | ast.IfExp):
            yield from _always_and_never(source, node.test)
        elif isinstance(node, ast.BoolOp) and not _is_default(node):
            yield from _operands(source, node)
        elif isinstance(node, ast.comprehension):
            for test in node.ifs:
                start, end = source.span(test)
                yield Deletion("filter", start, end, "True")


def _always_and_never(source: Source, test: ast.expr) -> Iterator[Deletion]:
    start, end = source.span(test)
    named = [part for part in ast.walk(test) if isinstance(part, ast.NamedExpr)]
    if named:  # the name is used later: keep what is assigned
        held = source.of(test)
        yield Deletion("always", start, end, f"({held} or True)")
        yield Deletion("never", start, end, f"({held} and False)")
        return
    yield Deletion("always", start, end, "True")
    yield Deletion("never", start, end, "False")


def _is_default(node: ast.BoolOp) -> bool:
    """Return whether it is like `text or ""`, which gives a default and guards nothing."""
    return isinstance(node.op, ast.Or) and any(isinstance(value, LITERALS) for value in node.values)


def _operands(source: Source, node: ast.BoolOp) -> Iterator[Deletion]:
    word = " and " if isinstance(node.op, ast.And) else " or "
    start, end = source.span(node)
    for gone in node.values:
        kept = word.join(source.of(value) for value in node.values if value is not gone)
        yield Deletion(word.strip(), start, end, f"({kept})", shown=source.shown(gone))
