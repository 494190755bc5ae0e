"""What a typed answer says, as a tree. Nodes are values: equal when they say the same, wherever they stood in the text.

`at` is the offset in the typed text where the node begins (-1 where it was made, not typed); equality ignores it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from fractions import Fraction
from functools import lru_cache
from typing import Any


@lru_cache(maxsize=4096)
def _exact(text: str) -> Fraction:
    return Fraction(text)


@dataclass(frozen=True, slots=True)
class Node:
    """The base of all; `at` is an offset into the typed text."""

    at: int = field(default=-1, compare=False, repr=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class Number(Node):
    """`text` as typed without digit grouping: "3.20" keeps its digits, `value` is exact."""

    text: str

    @property
    def value(self) -> Fraction:
        return _exact(self.text)

    @property
    def is_integer(self) -> bool:
        return "." not in self.text


@dataclass(frozen=True, slots=True)
class Recurring(Node):
    """`text` with `repeating` digits behind it without end: "0." and "3" are a third."""

    text: str
    repeating: str

    @property
    def value(self) -> Fraction:
        places = len(self.text.partition(".")[2])
        tail = Fraction(int(self.repeating), (10 ** len(self.repeating) - 1) * 10**places)
        return Fraction(self.text.rstrip(".")) + tail


@dataclass(frozen=True, slots=True)
class Symbol(Node):
    """A letter, a Greek name, or one with a subscript ("a_1") or accent ("vec a", "overline AB")."""

    name: str


@dataclass(frozen=True, slots=True)
class Constant(Node):
    """`pi`, `e`, `i` (the imaginary unit) or `infinity`."""

    name: str


@dataclass(frozen=True, slots=True)
class Basis(Node):
    """A unit vector: `i`, `j` or `k`."""

    name: str


@dataclass(frozen=True, slots=True)
class Neg(Node):
    term: Node


@dataclass(frozen=True, slots=True)
class Add(Node):
    """Two terms or more; a subtracted one is a `Neg`."""

    terms: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Mul(Node):
    """Two factors or more, with or without a sign between them."""

    factors: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Div(Node):
    numerator: Node
    denominator: Node


@dataclass(frozen=True, slots=True)
class Pow(Node):
    base: Node
    exponent: Node


@dataclass(frozen=True, slots=True)
class Root(Node):
    """`index` is None for a square root."""

    radicand: Node
    index: Node | None = None


@dataclass(frozen=True, slots=True)
class Call(Node):
    """A function of the school's list (`symbols.FUNCTIONS`); `log` may have its base as second argument."""

    name: str
    arguments: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Applied(Node):
    """A function that the question named: f(x)."""

    name: str
    arguments: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Factorial(Node):
    term: Node


@dataclass(frozen=True, slots=True)
class Percent(Node):
    term: Node


@dataclass(frozen=True, slots=True)
class Degree(Node):
    """An angle in degrees, with minutes and seconds where they were written."""

    degrees: Node
    minutes: Node | None = None
    seconds: Node | None = None


@dataclass(frozen=True, slots=True)
class Mixed(Node):
    """`3 1/2`: a whole number and a proper fraction, added."""

    whole: Number
    part: Div


@dataclass(frozen=True, slots=True)
class PlusMinus(Node):
    """`left ± right`; `left` is None for a bare `±3`. `upper` is "+" for ± and "-" for ∓."""

    left: Node | None
    right: Node
    upper: str = "+"


@dataclass(frozen=True, slots=True)
class Derivative(Node):
    """d^order of / d by^order; `by` is None for y′."""

    of: Node
    by: Symbol | None
    order: int = 1


@dataclass(frozen=True, slots=True)
class Unit(Node):
    """A product of powers of units by their names in `units.UNITS`: (("m", 1), ("s", -2))."""

    powers: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Quantity(Node):
    value: Node
    unit: Unit


@dataclass(frozen=True, slots=True)
class Ratio(Node):
    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Tuple(Node):
    """`(2, 3)`: a point, an ordered pair, or, where sets are meant, an open interval."""

    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class ListOf(Node):
    """Values after each other with commas, no brackets."""

    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class SetOf(Node):
    """`{1, 2}`; empty for ∅."""

    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class SetBuilder(Node):
    """`{element : conditions}`."""

    element: Node
    conditions: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class NamedSet(Node):
    """N, W, Z, Q, R or C."""

    name: str


@dataclass(frozen=True, slots=True)
class Interval(Node):
    low: Node
    high: Node
    low_closed: bool
    high_closed: bool


@dataclass(frozen=True, slots=True)
class SetOperation(Node):
    """`operator` is ∪, ∩ or ∖; its parts from left to right."""

    operator: str
    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Matrix(Node):
    """Rows of equal length; a column vector has rows of one."""

    rows: tuple[tuple[Node, ...], ...]


@dataclass(frozen=True, slots=True)
class Relation(Node):
    """A chain: operands[0] operators[0] operands[1] … ; operators are = ≠ < ≤ > ≥ ∈ ∉ ⊂ ⊆ ≈ ≡."""

    operands: tuple[Node, ...]
    operators: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Alternatives(Node):
    """`x = 2 or x = -3`."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class System(Node):
    """`x = 2 and y = 3`, or the lines of a brace."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Piecewise(Node):
    """A value by conditions, the first that holds: pairs of value and condition; None is "otherwise"."""

    pieces: tuple[tuple[Node, Node | None], ...]


@dataclass(frozen=True, slots=True)
class BigOperator(Node):
    """`kind` is sum, prod, int or lim; of `body` by `letter`, from `low` to `high`, where they are written."""

    kind: str
    letter: Symbol | None
    low: Node | None
    high: Node | None
    body: Node


@dataclass(frozen=True, slots=True)
class Phrase(Node):
    """An answer in words, by its name in `symbols.PHRASES`: "no solution"."""

    name: str


NODES: dict[str, type[Node]] = {kind.__name__: kind for kind in Node.__subclasses__()}
_FIELDS: dict[type[Node], tuple[str, ...]] = {
    kind: tuple(one.name for one in fields(kind) if one.name != "at") for kind in NODES.values()
}


def children(node: Node) -> Iterator[Node]:
    """Yield the nodes straight below, from left to right."""
    for name in _FIELDS[type(node)]:
        value = getattr(node, name)
        if isinstance(value, Node):
            yield value
        elif isinstance(value, tuple):
            for item in value:
                if isinstance(item, Node):
                    yield item
                elif isinstance(item, tuple):
                    yield from (inner for inner in item if isinstance(inner, Node))


def walk(node: Node) -> Iterator[Node]:
    """Yield the node and all below it."""
    yield node
    for child in children(node):
        yield from walk(child)


def symbols_of(node: Node) -> frozenset[str]:
    """Return the names of the symbols in it."""
    return frozenset(one.name for one in walk(node) if isinstance(one, Symbol))


def to_data(node: Any) -> Any:
    """Return the tree as plain lists, for JSON: ["Add", [["Number", "2"], ["Symbol", "x"]]]."""
    if isinstance(node, Node):
        return [type(node).__name__, *(to_data(getattr(node, name)) for name in _FIELDS[type(node)])]
    if isinstance(node, tuple):
        return [to_data(item) for item in node]
    return node
