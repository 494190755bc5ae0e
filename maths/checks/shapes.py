"""What surrounds a value: labels (`x = `), chains (`= … = `), collections of solutions."""

from maths.syntax import (
    Alternatives,
    Applied,
    Call,
    Constant,
    Derivative,
    Interval,
    ListOf,
    Mul,
    NamedSet,
    Neg,
    Node,
    Number,
    Phrase,
    Piecewise,
    PlusMinus,
    Pow,
    Relation,
    SetBuilder,
    SetOf,
    SetOperation,
    Symbol,
    System,
    Tuple,
    symbols_of,
    walk,
)
from maths.trees import signs_of

_EQUAL = frozenset("=≈")
# Numbers whose letter may also name a quantity: e = 4/5 of an ellipse.
_LETTERS_TOO = (Constant("e"), Constant("i"))


def label_of(node: Node) -> Node | None:
    """Return the x of `x = 5`, the f(x) of `f(x) = 2x`, the AB of `AB = 5`; None where nothing is named."""
    if not isinstance(node, Relation) or not set(node.operators) <= _EQUAL:
        return None
    left = node.operands[0]
    if isinstance(left, Symbol) and left.name not in {name for one in node.operands[1:] for name in symbols_of(one)}:
        return left
    if isinstance(left, Applied | Derivative) or left in _LETTERS_TOO:
        return left
    if isinstance(left, Pow) and isinstance(left.base, Symbol) and left.exponent == Neg(Number("1")):  # A⁻¹ = 5I - A
        return left if left.base.name.isupper() and symbols_of(node.operands[-1]) else None
    if isinstance(left, Mul) and all(isinstance(part, Symbol) for part in left.factors):  # AB = 5, n(A) = 5
        named = any(part.name.isupper() for part in left.factors if isinstance(part, Symbol))
        return left if named and not symbols_of(node.operands[-1]) else None
    if isinstance(left, Call) and left.name in ("abs", "det", "sin", "cos", "tan", "cot", "sec", "cosec"):
        return left if not symbols_of(node.operands[-1]) else None
    return None


def without_label(node: Node) -> Node:
    """Return the value of `x = 5`; everything else as it is."""
    return node.operands[-1] if isinstance(node, Relation) and label_of(node) is not None else node


def without_point_name(node: Node) -> Node:
    """Return `A(2, 3)` as the point (2, 3); everything else as it is."""
    match node:
        case Mul((Symbol(name), Tuple() as point)) if name.isupper():
            return point
    return node


def names_in(node: Node) -> frozenset[str]:
    """Return the letters that the statements of a collection, or of a point, give values to."""
    match node:
        case Alternatives(parts) | System(parts) | ListOf(parts) | SetOf(parts):
            return frozenset[str]().union(*map(names_in, parts))
        case Relation((Tuple(items), Tuple()), ("=",)):
            return frozenset(item.name for item in items if isinstance(item, Symbol))
    label = label_of(node)
    return frozenset({label.name}) if isinstance(label, Symbol) else frozenset()


def is_region(node: Node) -> bool:
    """Return whether it is a set of real numbers that cannot be counted: intervals, inequalities, ∈."""
    if any(isinstance(part, Piecewise) for part in walk(node)):
        return False
    for part in walk(node):
        if isinstance(part, Interval | SetOperation | SetBuilder | NamedSet):
            return True
        if isinstance(part, Relation) and not set(part.operators) <= _EQUAL:
            return True
        if isinstance(part, Tuple) and any(is_infinite(item) for item in part.items):
            return True
    return isinstance(node, Phrase) and node.name == "all real numbers"


def is_infinite(node: Node) -> bool:
    """Return whether it is ∞ or -∞."""
    node = node.term if isinstance(node, Neg) else node
    return isinstance(node, Constant) and node.name == "infinity"


def is_collection(node: Node) -> bool:
    """Return whether several values are meant, in no order."""
    if isinstance(node, Alternatives | ListOf | SetOf | PlusMinus):
        return True
    if any(isinstance(part, PlusMinus) for part in walk(node)):
        return True
    return isinstance(node, System) and _solved_twice(node)


def _solved_twice(node: System) -> bool:
    """`x = 2 and x = -3`, or `2 and -3`: in school both are solutions."""
    if not any(isinstance(part, Relation | System | Alternatives) for part in node.parts):  # 2 and 3
        return True
    labels = [label_of(part) for part in node.parts]
    return None not in labels and len(set(labels)) == 1 and len(labels) > 1


def members(node: Node) -> list[Node] | None:
    """Return the values of a collection, one by one; a single value is its own. None where one cannot be separated."""
    match node:
        case Alternatives(parts) | ListOf(parts) | SetOf(parts):
            return _all_members(parts)
        case System(parts) if _solved_twice(node):
            return _all_members(parts)
        case System():
            point = point_of(node)
            return [point] if point else None
        case Phrase("no solution"):
            return []
        case Relation(operands, operators):
            if operators == ("∈",) and isinstance(operands[1], SetOf):
                return members(operands[1])
            if isinstance(operands[0], Tuple) and operators == ("=",):
                return members(operands[1])
            return members(operands[-1]) if label_of(node) is not None else None
    return signs_of(node)


def _all_members(parts: tuple[Node, ...]) -> list[Node] | None:
    found = [members(part) for part in parts]
    return [one for some in found if some is not None for one in some] if None not in found else None


def point_of(node: Node) -> Tuple | None:
    """Return `x = 1 and y = 2` as the point (1, 2), in the order of the letters; None where it is no point."""
    if isinstance(node, Relation) and isinstance(node.operands[0], Tuple) and isinstance(node.operands[-1], Tuple):
        return node.operands[-1] if len(node.operands) == 2 else None
    if not isinstance(node, System):
        return None
    values = {label.name: without_label(part) for part in node.parts if isinstance(label := label_of(part), Symbol)}
    if len(values) < len(node.parts) or any(symbols_of(value) for value in values.values()):
        return None
    return Tuple(tuple(values[name] for name in sorted(values)))
