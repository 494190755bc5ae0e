"""What values and relations after each other with commas mean: `x = 2, -3`, `x = 2, y = 3`, `x, y = 1, 2`."""

from maths.symbols import NAMED_SETS
from maths.syntax import (
    Add,
    Alternatives,
    Interval,
    ListOf,
    NamedSet,
    Neg,
    Node,
    Relation,
    SetBuilder,
    SetOf,
    SetOperation,
    Symbol,
    System,
    Tuple,
)

_SETS = (SetOf, NamedSet, Interval, SetOperation, SetBuilder)


def gathered(items: list[Node]) -> Node:
    """Return the one node that a list of relations and values is."""
    if len(items) == 1:
        return items[0]
    at = items[0].at
    relations = [item for item in items if isinstance(item, Relation)]
    if not relations:
        return ListOf(tuple(items), at=at)
    paired = _in_pairs(items)
    if paired:
        return paired
    first = items[0]
    if isinstance(first, Relation) and len(relations) == 1 and first.operators == ("=",):
        left = first.operands[0]
        more = [Relation((left, value), ("=",), at=value.at) for value in items[1:]]
        return Alternatives((first, *more), at=at)
    solved = [solved_for(item) for item in items]
    if solved[0] and all(name == solved[0] for name in solved):
        return Alternatives(tuple(items), at=at)
    return System(tuple(items), at=at)


def solved_for(node: Node) -> str | None:
    """Return the symbol that the relation gives a value to ("x" of `x = 2`), or None."""
    if isinstance(node, Relation) and node.operators == ("=",) and isinstance(node.operands[0], Symbol):
        return node.operands[0].name
    return None


def _in_pairs(items: list[Node]) -> Relation | None:
    """`x, y = 1, 2` as `(x, y) = (1, 2)`."""
    half, rest = divmod(len(items), 2)
    middle = items[half]
    if rest == 0 or len(items) < 3 or not isinstance(middle, Relation) or middle.operators != ("=",):
        return None
    if not all(isinstance(item, Symbol) for item in (*items[:half], middle.operands[0])):
        return None
    left = Tuple((*items[:half], middle.operands[0]), at=items[0].at)
    return Relation((left, Tuple((middle.operands[1], *items[half + 1 :]), at=middle.at)), ("=",), at=left.at)


def set_difference(node: Node) -> Node:
    """Return `R - {1}` as `R ∖ {1}`: a subtraction of sets becomes their difference."""
    if not isinstance(node, Add) or not all(
        isinstance(term, Neg) and isinstance(term.term, _SETS) for term in node.terms[1:]
    ):
        return node
    first = node.terms[0]
    if isinstance(first, Symbol) and first.name in NAMED_SETS:
        first = NamedSet(first.name, at=first.at)
    return SetOperation("∖", (first, *(term.term for term in node.terms[1:] if isinstance(term, Neg))), at=node.at)
