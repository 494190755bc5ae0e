"""Values with units: converted to base units, then compared."""

from dataclasses import dataclass

from maths.checks.values import same_value
from maths.points import Basis, Comparison, Same
from maths.syntax import Add, Degree, Mul, Neg, Node, Number, Quantity, walk
from maths.terms import Terms
from maths.units import Dimension, size_and_dimension

_ANGLES = frozenset({"deg", "rad", "rev"})
# A count: the value means the same with it or without it.
_COUNTS = frozenset({"unit", "person"})


@dataclass(frozen=True, slots=True)
class Measure:
    """A value in base units and its dimension; `units` as they were written."""

    value: Node
    dimension: Dimension
    units: tuple[tuple[str, int], ...]


def has_unit(node: Node) -> bool:
    return any(isinstance(part, Quantity) for part in walk(node))


def measure_of(node: Node) -> Measure | None:
    """Return a quantity, a sum of quantities (5 m 30 cm), or a plain value; None where dimensions do not add up."""
    match node:
        case Quantity(value, unit):
            powers = tuple(sorted(unit.powers))
            angles = [name for name, power in powers if name in _ANGLES and power == 1]
            if angles:
                powers = tuple((name, power) for name, power in powers if name not in _ANGLES)
                value = value if angles[0] == "rad" else Degree(_times(value, "360" if angles[0] == "rev" else "1"))
            powers = tuple((name, power) for name, power in powers if name not in _COUNTS)
            size, dimension = size_and_dimension(powers)
            return Measure(_times(value, str(size)), dimension, powers)
        case Neg(term):
            found = measure_of(term)
            return found and Measure(Neg(found.value), found.dimension, found.units)
        case Add(terms):
            parts = [measure_of(term) for term in terms]
            known = [part for part in parts if part]
            if len(known) < len(parts) or len({part.dimension for part in known}) > 1:
                return None
            return Measure(Add(tuple(part.value for part in known)), known[0].dimension, known[0].units)
    return None if has_unit(node) else Measure(node, (), ())


def _times(value: Node, size: str) -> Node:
    if size == "1":
        return value
    top, _, bottom = size.partition("/")
    scaled = Mul((value, Number(top)))
    from maths.syntax import Div

    return Div(scaled, Number(bottom)) if bottom else scaled


def same_measure(key: Node, answer: Node, terms: Terms, *, exact: bool = False, must: bool = False) -> Comparison:
    """Compare two values with units. `exact`: in the key's unit only. `must`: an answer without its unit is wrong."""
    found = paired(key, answer, exact=exact, must=must)
    return found if isinstance(found, Comparison) else same_value(found[0], found[1], terms)


def paired(key: Node, answer: Node, *, exact: bool, must: bool) -> Comparison | tuple[Node, Node]:
    """Return the two values in base units, or what their units already decide."""
    one, two = measure_of(key), measure_of(answer)
    if one is None or two is None:
        return Comparison(Same.OPEN, Basis.EXACT, "units_mixed")
    if bool(one.dimension) != bool(two.dimension):
        why = "unit_missing" if one.dimension else "unit_extra"
        return Comparison(Same.NO if must else Same.OPEN, Basis.EXACT, why)
    if one.dimension != two.dimension:
        return Comparison(Same.NO, Basis.EXACT, "other_unit")
    if exact and one.units != two.units:
        return Comparison(Same.NO, Basis.EXACT, "unit_converted")
    return one.value, two.value
