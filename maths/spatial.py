"""Vectors by letters and by i, j, k: a · b is a number, a × b a vector, and the order of a × b counts.

They are compared at random vectors of three components, in 50 digits.
"""

import operator
from functools import reduce
from random import Random
from typing import Any

from maths.arithmetic import Precise
from maths.evaluation import precise
from maths.meaning import Beyond, Meaning, Undefined, key_of, unknowns_of
from maths.points import Comparison, Same
from maths.syntax import Basis, Call, Mul, Node, Symbol, walk
from maths.trees import is_vector

_TURNS, _FEWEST = 6, 3
_AXES = {"i": (1, 0, 0), "j": (0, 1, 0), "k": (0, 0, 1)}


class Vector:
    """Three components; its product with a vector is the scalar product."""

    def __init__(self, parts: tuple[Any, ...]) -> None:
        self.parts = parts

    def __add__(self, other: Any) -> Any:
        if not isinstance(other, Vector):
            if other == 0:
                return self
            raise Beyond
        return Vector(tuple(a + b for a, b in zip(self.parts, other.parts, strict=True)))

    __radd__ = __add__

    def __neg__(self) -> Any:
        return self * -1

    def __sub__(self, other: Any) -> Any:
        return self + -other

    def __rsub__(self, other: Any) -> Any:
        return -self + other

    def __mul__(self, other: Any) -> Any:
        if isinstance(other, Vector):
            return sum(a * b for a, b in zip(self.parts, other.parts, strict=True))
        return Vector(tuple(part * other for part in self.parts))

    __rmul__ = __mul__

    def __truediv__(self, other: Any) -> Any:
        if isinstance(other, Vector):
            raise Beyond
        return self * (1 / other)

    def __abs__(self) -> Any:
        return precise().sqrt(self * self)

    def cross(self, other: "Vector") -> "Vector":
        a, b = self.parts, other.parts
        return Vector(tuple(a[i - 2] * b[i - 1] - a[i - 1] * b[i - 2] for i in range(3)))


def multiplies_vectors(node: Node) -> bool:
    """Return whether there are vectors by letters, or products or lengths of vectors."""
    for part in walk(node):
        if isinstance(part, Symbol) and part.name.startswith("vec "):
            return True
        if isinstance(part, Call) and (part.name == "cross" or (part.name == "abs" and is_vector(part.arguments[0]))):
            return True
        if isinstance(part, Mul) and sum(map(is_vector, part.factors)) > 1:
            return True
    return False


def same_in_space(key: Node, answer: Node, meaning: Meaning) -> Comparison:
    """Compare two expressions with vectors in them; a vector and a number are the same only as zeros."""
    held, context = 0, precise()
    for turn in range(_TURNS):
        point = _point(unknowns_of(key) | unknowns_of(answer), turn)
        try:
            left, right = (_Values(point, meaning, context).value(node) for node in (key, answer))
        except (Undefined, ZeroDivisionError, ValueError):
            continue
        except (Beyond, OverflowError, TypeError, AttributeError, RecursionError, KeyError):
            return Comparison(Same.OPEN, why="no_common_points")
        if not _is_same(left, right):
            return Comparison(Same.NO)
        held += 1
    return Comparison(Same.YES) if held >= _FEWEST else Comparison(Same.OPEN, why="no_common_points")


def _is_same(left: Any, right: Any) -> bool:
    one, two = (value.parts if isinstance(value, Vector) else (value,) for value in (left, right))
    tiny = precise().mpf(10) ** -30
    if len(one) != len(two):
        return all(abs(part) < tiny for part in (*one, *two))
    return all(abs(a - b) <= tiny * max(1, abs(a), abs(b)) for a, b in zip(one, two, strict=True))


def _point(unknowns: set[Any], turn: int) -> dict[Any, Any]:
    random = Random(turn)  # nosec B311  # noqa: S311  (the same vectors at every call)
    point: dict[Any, Any] = {}
    for name in sorted(unknowns, key=str):
        if isinstance(name, str) and name.startswith(("vec ", "hat ")):
            vector = Vector(tuple(precise().mpf(random.randint(-99, 99)) / 16 for _ in range(3)))  # nosec B311
            point[name] = vector / abs(vector) if name.startswith("hat ") else vector
        else:
            point[name] = precise().mpf(random.randint(1, 99)) / 16  # nosec B311
    return point


class _Values(Precise):
    """Real arithmetic in which some letters are vectors."""

    def unknown(self, node: Node) -> Any:
        if isinstance(node, Basis):
            return Vector(tuple(map(self.context.mpf, _AXES[node.name])))
        return self.point[key_of(node)]

    def checked(self, value: Any) -> Any:
        return value if isinstance(value, Vector) else super().checked(value)

    def product(self, node: Mul) -> Any:
        """Return the product. Raises Beyond for three vectors in a row: it is open which two are multiplied first."""
        values = [self.value(factor) for factor in node.factors]
        if sum(isinstance(value, Vector) for value in values) > 2:
            raise Beyond
        return self.checked(reduce(operator.mul, values))

    def call(self, node: Call) -> Any:
        if node.name == "cross":
            left, right = (self.value(argument) for argument in node.arguments)
            return left.cross(right)
        return super().call(node)

    def power(self, node: Any) -> Any:
        base = self.value(node.base)
        return base * base if isinstance(base, Vector) else super().power(node)
