"""Conditions of querysets: the arguments of filter, exclude, get and Q, operands of & and |, and named querysets."""

import ast
from collections.abc import Iterator

from rigs.mutate.source import Deletion, Source, code_of

TAKES_CONDITIONS = {"filter", "exclude", "get", "Q", "get_object_or_404", "aget", "update_or_create", "get_or_create"}
# Methods of every manager, which filter nothing.
OF_EVERY_MANAGER = {"all", "none", "get_queryset", "count", "first", "last", "exists", "create", "delete", "aggregate"}


def find_queryset_conditions(source: Source, function: ast.AST) -> Iterator[Deletion]:
    """Yield each deletion that leaves a queryset with one condition less."""
    for node in code_of(function):
        if isinstance(node, ast.Call):
            yield from _arguments(source, node)
            yield from _named_queryset(source, node)
        elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitAnd | ast.BitOr):
            yield from _operands(source, node)
        elif isinstance(node, ast.AugAssign) and isinstance(node.op, ast.BitAnd | ast.BitOr):
            start, end = source.span(node)
            yield Deletion("statement", start, end, "pass")


def _name_of(call: ast.Call) -> str:
    return getattr(call.func, "attr", None) or getattr(call.func, "id", "")


def _arguments(source: Source, call: ast.Call) -> Iterator[Deletion]:
    name = _name_of(call)
    if name not in TAKES_CONDITIONS or not (call.keywords or name in {"filter", "exclude"}):
        return
    given = [*call.args, *[keyword for keyword in call.keywords if keyword.arg != "defaults"]]
    if name == "Q" and len(given) == 1:
        return  # an empty Q beside another is what deleting the operand leaves; alone it is the argument of a filter
    skipped = 1 if name == "get_object_or_404" else 0
    for argument in given[skipped:]:
        start, end = source.span(argument)
        after = source.text[end:]
        comma = len(after) - len(after.lstrip())
        stop = end + comma + 1 if after.lstrip().startswith(",") else end
        yield Deletion("condition", start, stop, "", shown=source.shown(argument))


def _named_queryset(source: Source, call: ast.Call) -> Iterator[Deletion]:
    """Yield the deletion that makes `Exam.objects.published()` into `Exam.objects.all()`."""
    func = call.func
    if call.args or call.keywords or not isinstance(func, ast.Attribute) or func.attr in OF_EVERY_MANAGER:
        return
    if isinstance(func.value, ast.Attribute) and func.value.attr == "objects":
        _start, end = source.span(func)
        yield Deletion("named queryset", end - len(func.attr), end, "all", shown=f".{func.attr}()")


def _operands(source: Source, node: ast.BinOp) -> Iterator[Deletion]:
    start, end = source.span(node)
    for gone, kept in ((node.left, node.right), (node.right, node.left)):
        yield Deletion("operand", start, end, source.of(kept), shown=source.shown(gone))
