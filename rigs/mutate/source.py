"""A file's text with its syntax tree, and places in it as offsets."""

import ast
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

TYPES = {"annotation", "returns"}


def code_of(tree: ast.AST) -> Iterator[ast.AST]:
    """Yield a node and all below it, without the types that are written at names."""
    yield tree
    for name, value in ast.iter_fields(tree):
        if name not in TYPES:
            for child in value if isinstance(value, list) else [value]:
                if isinstance(child, ast.AST):
                    yield from code_of(child)


@dataclass(frozen=True)
class Deletion:
    """Replace `start:end` by `replacement`. `shown` says what is deleted where that is not the text replaced."""

    kind: str
    start: int
    end: int
    replacement: str
    poisoned: str = ""
    shown: str = ""


class Source:
    """Offsets count characters; the tree counts bytes of UTF-8 within a line."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tree = ast.parse(text)
        self._lines = text.splitlines(keepends=True)
        self._starts = [0]
        for line in self._lines:
            self._starts.append(self._starts[-1] + len(line))

    def span(self, node: ast.AST) -> tuple[int, int]:
        """Return where a node begins and ends, without brackets around it."""
        return self._at(node.lineno, node.col_offset), self._at(node.end_lineno, node.end_col_offset)  # type: ignore[attr-defined]

    def of(self, node: ast.AST) -> str:
        """Return a node's text; in brackets, so that it can be an operand of any operator."""
        start, end = self.span(node)
        return f"({self.text[start:end]})"

    def shown(self, node: ast.AST) -> str:
        start, end = self.span(node)
        return self.text[start:end]

    def line_at(self, offset: int) -> int:
        return bisect_right(self._starts, offset)

    def _at(self, line: int, column: int) -> int:
        text = self._lines[line - 1].encode()[:column].decode()
        return self._starts[line - 1] + len(text)
