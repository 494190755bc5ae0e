"""What is between brackets: groups, points, intervals, sets, matrices, |x|."""

from maths.cursor import CLOSING
from maths.lexer import Token
from maths.quantities import Quantities
from maths.readability import Unreadable
from maths.syntax import (
    Call,
    Interval,
    ListOf,
    Matrix,
    Node,
    Piecewise,
    Relation,
    SetBuilder,
    SetOf,
    System,
    Tuple,
)

_MATRICES = frozenset({"matrix", "pmatrix", "bmatrix", "Bmatrix", "vmatrix", "Vmatrix", "smallmatrix", "array"})
_LINES = frozenset({"cases", "rcases", "aligned", "align", "align*", "gathered", "split"})


class Brackets(Quantities):
    """Reads bracketed things; the opening sign is the current token."""

    def bracketed(self) -> Node:
        opened = self.take()
        self.deeper()
        bars, self.bars = self.bars, 0
        node = self._inside(opened)
        self.bars = bars
        self.depth -= 1
        return node

    def _inside(self, opened: Token) -> Node:
        match opened.text:
            case "(" | "[":
                return self._round_or_square(opened)
            case "\\{" | "{":
                return self._set(opened)
            case "⟨" | "<":
                items = [self.sum()]
                while self.took(","):
                    items.append(self.sum())
                self.close("⟩" if opened.text == "⟨" else ">", opened)
                return Tuple(tuple(items), at=opened.at)
            case "⌊" | "⌈":
                node = self.sum()
                self.close(CLOSING[opened.text], opened)
                return Call("floor" if opened.text == "⌊" else "ceil", (node,), at=opened.at)
        return self._absolute(opened)

    def _absolute(self, opened: Token) -> Node:
        self.bars = 1
        node = self.sum()
        if not self.took("|)"):
            self.close("|", opened)
        return Call("det" if isinstance(node, Matrix) else "abs", (node,), at=opened.at)

    def _round_or_square(self, opened: Token) -> Node:
        """A group, a point, an interval, or a matrix by rows."""
        if self.is_sign(")", "]"):
            raise Unreadable(self.token.at, "empty_bracket")
        if opened.text == "[" and (matrix := self._matrix_by_rows(opened)):
            return matrix
        node = self.statement()
        closing = self.token
        if not self.took(")", "]"):
            self.close(CLOSING[opened.text], opened)
        items = _items(node)
        if len(items) == 1:
            if closing.text != CLOSING[opened.text]:
                raise Unreadable(closing.at, "expected", {"sign": CLOSING[opened.text], "found": closing.text})
            return node
        if opened.text == "(" and closing.text == ")":
            return Tuple(items, at=opened.at)
        if len(items) != 2:
            raise Unreadable(opened.at, "interval_ends")
        return Interval(*items, low_closed=opened.text == "[", high_closed=closing.text == "]", at=opened.at)

    def _matrix_by_rows(self, opened: Token) -> Node | None:
        """`[[1, 2], [3, 4]]` or `[1 2; 3 4]`."""
        start, tokens = self.index, list(self.tokens)
        rows: list[tuple[Node, ...]] = []
        inside = self.tokens[self.index : self.matching(self.index)]
        if self.is_sign("[") and "[" not in [
            token.text for token in self.tokens[self.index + 1 : self.matching(self.index + 1)]
        ]:
            while self.is_sign("["):
                inner = self.take()
                rows.append(_items(self.statement()))
                self.close("]", inner)
                self.took(",", ";", "\n")
        elif any(token.text == ";" for token in inside) and not any(token.text == "[" for token in inside):
            while not self.is_sign("]") and self.token.kind != "end":
                row = []
                while not self.is_sign(";", "]") and self.token.kind != "end":
                    row.append(self.cell())
                    self.took(",")
                rows.append(tuple(row))
                self.took(";")
        if rows and self.took("]"):
            return _matrix(rows, opened.at)
        self.index, self.tokens = start, tokens
        return None

    def matching(self, index: int) -> int:
        """Return the index of the token that closes the bracket opened before `index`."""
        depth = 0
        while index < len(self.tokens) - 1:
            depth += (self.tokens[index].text in ("[", "(")) - (self.tokens[index].text in ("]", ")"))
            if depth < 0:
                break
            index += 1
        return index

    def commas_inside(self, index: int) -> int:
        """Return how many commas are directly inside the bracket that was opened before `index`."""
        depth = commas = 0
        for token in self.tokens[index : self.matching(index)]:
            depth += (token.text in ("[", "(", "{", "\\{")) - (token.text in ("]", ")", "}", "\\}"))
            commas += token.text == "," and depth == 0
        return commas

    def cell(self) -> Node:
        """Read a cell of `[1 2; 3 4]`, which a gap ends."""
        raise NotImplementedError

    def _set(self, opened: Token) -> Node:
        closing = CLOSING[opened.text]
        if opened.text == "\\{" and self.token.kind == "command" and self.token.text == "begin":
            lines = self.environment(self.take(), is_braced=True)
            self.took(closing)
            return lines
        if self.took(closing):
            return SetOf((), at=opened.at)
        node = self.set_element()
        if self.took("|", ":"):
            conditions = self.statement()
            self.close(closing, opened)
            parts = conditions.parts if isinstance(conditions, System) else _items(conditions)
            return SetBuilder(node, parts, at=opened.at)
        items = [node]
        while self.took(",", ";"):
            items.append(self.set_element())
        self.close(closing, opened)
        return SetOf(tuple(items), at=opened.at)

    def set_expression(self) -> Node:
        raise NotImplementedError

    def set_element(self) -> Node:
        """Read an element of a set; a bar after it begins the conditions."""
        raise NotImplementedError

    def environment(self, begin: Token, *, is_braced: bool = False) -> Node:
        r"""Read `\begin{pmatrix} … \end{pmatrix}`, or the lines of a brace."""
        self.deeper()
        name = self._environment_name()
        if name not in _MATRICES | _LINES:
            raise Unreadable(begin.at, "unknown_sign", {"sign": name[:20]})
        if name == "array" and self.took("{"):
            while not self.took("}") and self.token.kind != "end":
                self.take()
        rows: list[list[Node | None]] = [[]]
        while not (self.token.kind == "command" and self.token.text == "end"):
            if self.token.kind == "end":
                raise Unreadable(begin.at, "bracket_open", {"sign": name})
            if self.took("\n"):
                rows.append([])
            elif self.took_word("otherwise", "else"):
                rows[-1].append(None)
            elif not (self.took("&") or self.took_word("if", "for", "when")):
                rows[-1].append(self.relation())
                self.took(",", ";", ".")
        self.take()
        self._environment_name()
        self.depth -= 1
        pieces = tuple((row[0], row[1]) for row in rows if len(row) == 2 and row[0] and _is_condition(*row))
        if pieces and len(pieces) == len([row for row in rows if row]) and (name in _LINES or is_braced):
            return Piecewise(pieces, at=begin.at)
        cells = [tuple(cell for cell in row if cell) for row in rows if row]
        if not cells:
            raise Unreadable(begin.at, "empty_box")
        if name in _LINES or is_braced:
            lines = tuple(part for row in cells for part in row)
            return System(lines, at=begin.at) if len(lines) > 1 else lines[0]
        matrix = _matrix(cells, begin.at)
        return Call("det", (matrix,), at=begin.at) if name == "vmatrix" else matrix

    def took_word(self, *words: str) -> bool:
        """Take one of the words if it comes next; return whether it did."""
        raise NotImplementedError

    def relation(self) -> Node:
        raise NotImplementedError

    def _environment_name(self) -> str:
        opened = self.token
        if not self.took("{"):
            raise Unreadable(opened.at, "expected", {"sign": "{", "found": self.found()})
        name = ""
        while not self.is_sign("}") and self.token.kind != "end":
            name += self.take().text
        self.close("}", opened)
        return name


def _is_condition(value: Node | None, condition: Node | None) -> bool:
    """Whether a row of a brace is a value and when it holds, not two equations."""
    return not isinstance(value, Relation) and (condition is None or isinstance(condition, Relation))


def _items(node: Node) -> tuple[Node, ...]:
    return node.items if isinstance(node, ListOf) else (node,)


def _matrix(rows: list[tuple[Node, ...]], at: int) -> Matrix:
    if len({len(row) for row in rows}) != 1:
        raise Unreadable(at, "ragged_matrix")
    return Matrix(tuple(rows), at=at)
