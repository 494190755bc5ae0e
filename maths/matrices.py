"""Letters that are square matrices: products keep their order.

They are compared at random matrices of whole numbers in exact arithmetic: a difference is proved, agreement is not.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from random import Random
from typing import Any

from maths.exact import Exact
from maths.meaning import Beyond, Meaning, Undefined
from maths.points import Comparison, Same
from maths.squares import Square
from maths.syntax import (
    Add,
    Applied,
    Call,
    Derivative,
    Matrix,
    Mul,
    Neg,
    Node,
    Number,
    Pow,
    Symbol,
    children,
    symbols_of,
    walk,
)

ORDERS = (2, 3)
# The words by which an author declares a letter, and the orders that it may then have.
WORDS: dict[str, tuple[int, ...]] = {"matrix": ORDERS, "2 x 2 matrix": (2,), "3 x 3 matrix": (3,)}
IDENTITY, ZERO = "I", "O"
# These are matrices where a key shows that some are; V and T of physics with a power -1 show nothing.
_USUAL = frozenset("ABCDMNPQXYZ")
_TRIALS = 3
_FEWEST = 2
_NUMBERS = (2, 3, 5, 7, 11, 13)
_HIGHEST_POWER = 16


@dataclass(frozen=True, slots=True)
class Letters:
    """Which letters are matrices, with the orders they may have. `capitals`: all single capital letters are."""

    orders: tuple[tuple[str, tuple[int, ...]], ...] = ()
    capitals: bool = False

    def stand_in(self, *nodes: Node) -> bool:
        """Return whether one of the expressions contains a matrix."""
        return any(self.is_matrix(name) for node in nodes for name in symbols_of(node))

    def is_matrix(self, name: str) -> bool:
        """Return whether the letter is a matrix: I and O, the identity and the zero matrix, always are."""
        plain = name.rstrip("′")
        if any(plain == one for one, _sizes in self.orders):
            return True
        return _is_capital(plain) and (self.capitals or plain[0] in (IDENTITY, ZERO))

    def sizes(self, names: frozenset[str]) -> list[int]:
        """Return the orders at which expressions with these letters are looked at."""
        plain = {name.rstrip("′") for name in names}
        known = [sizes for one, sizes in self.orders if one in plain]
        known += [(int(name[2:]),) for name in names if name in ("I_2", "I_3")]
        return [size for size in ORDERS if all(size in sizes for sizes in known)]


def letters_of(key: Node, declared: dict[str, tuple[int, ...]]) -> Letters | None:
    """Return the matrices that the author named or that the key itself shows; None where its letters are numbers."""
    if declared:
        return Letters(tuple(sorted(declared.items())))
    return Letters(capitals=True) if any(map(_shows_matrices, _outside_functions(key))) else None


def _outside_functions(node: Node) -> Iterator[Node]:
    """Yield the node and all below it, but not what a function is applied to: the A′ of P(A′) is an event."""
    if not isinstance(node, Applied):
        yield node
        for child in children(node):
            yield from _outside_functions(child)


def _shows_matrices(node: Node) -> bool:
    """Whether this can only be meant of matrices: A′, A^T, det A, AB + BA, A⁻¹B, A² - 5A + 7I."""
    match node:
        case Symbol(name) if name.endswith("′"):
            return _is_capital(name.rstrip("′"))
        case Derivative(of, None):
            return _has_capital(of)
        case Pow(base, Symbol("T")):
            return _has_capital(base) or isinstance(base, Matrix)
        case Call("det" | "adj", (inside,)):
            return _has_capital(inside)
        case Pow(Mul() | Add(), Neg(Number("1"))):
            return _has_usual_only(node)
        case Mul(factors):
            inverse = any(isinstance(one, Pow) and one.exponent == Neg(Number("1")) for one in factors)
            with_cells = any(isinstance(one, Matrix) for one in factors) and _has_capital(node)
            return with_cells or (inverse and _has_usual_only(node) and len(symbols_of(node)) > 1)
        case Add(terms):
            return _turns_products(terms) or (any(map(_is_identity, terms)) and any(map(_is_power, terms)))
    return False


def _is_capital(name: str) -> bool:
    letter, _, below = name.partition("_")
    return len(letter) == 1 and letter.isascii() and letter.isupper() and (not below or below in "123n")


def _has_capital(node: Node) -> bool:
    return any(_is_capital(name.rstrip("′")) for name in symbols_of(node))


def _has_usual_only(node: Node) -> bool:
    names = {name.rstrip("′") for name in symbols_of(node)}
    return bool(names & set("AB")) and names <= _USUAL


def _turns_products(terms: tuple[Node, ...]) -> bool:
    """Return whether a sum contains both AB and BA."""
    products = [tuple(name for name in _names_in(term) if _is_capital(name)) for term in terms]
    return any(len(one) == 2 and one[0] != one[1] and one[::-1] in products for one in products)


def _names_in(term: Node) -> Iterator[str]:
    plain = term.term if isinstance(term, Neg) else term
    for factor in plain.factors if isinstance(plain, Mul) else ():
        if isinstance(factor, Symbol):
            yield factor.name


def _is_identity(term: Node) -> bool:
    plain = term.term if isinstance(term, Neg) else term
    if isinstance(plain, Mul) and isinstance(plain.factors[0], Number) and len(plain.factors) == 2:
        plain = plain.factors[1]
    return isinstance(plain, Symbol) and plain.name.partition("_")[0] == IDENTITY


def _is_power(term: Node) -> bool:
    if isinstance(term, Symbol):
        return term.name in ("A", "B")
    return any(isinstance(one, Pow) and isinstance(one.base, Symbol) and _has_usual_only(one) for one in walk(term))


def same_in_matrices(key: Node, answer: Node, letters: Letters) -> Comparison:
    """Compare two expressions with matrices in them at random ones, order by order.

    Where the order is open and they agree in one only, as |2A| and 8|A|, the result is open.
    """
    names = symbols_of(key) | symbols_of(answer)
    found = [_agree(key, answer, letters, names, size) for size in letters.sizes(names)]
    if not found or None in found:
        return Comparison(Same.OPEN, why="no_common_points")
    if all(found):
        return Comparison(Same.YES)
    return Comparison(Same.OPEN, why="undecided") if any(found) else Comparison(Same.NO)


def _agree(key: Node, answer: Node, letters: Letters, names: frozenset[str], size: int) -> bool | None:
    held = 0
    for turn in range(_TRIALS):
        point = _point(letters, names, size, turn)
        try:
            left, right = value_of(key, point), value_of(answer, point)
        except Undefined:
            continue
        except Beyond:
            return None
        if not _is_same(left, right):
            return False
        held += 1
    return True if held >= _FEWEST else None


def same_equations_in_matrices(key: tuple[Node, Node], answer: tuple[Node, Node], letters: Letters) -> Comparison:
    """Compare two equations, each by its sides: the same where their differences are multiples of each other.

    They may say the same although they are not, as AX = B and X = A⁻¹B: then it is open.
    """
    names = frozenset[str]().union(*(symbols_of(side) for side in (*key, *answer)))
    is_zero, ratios = set[tuple[bool, bool]](), set[Any]()
    for size in letters.sizes(names):
        for turn in range(_TRIALS):
            point = _point(letters, names, size, turn)
            try:
                left, right = (value_of(Add((one, Neg(two))), point) for one, two in (key, answer))
            except Undefined:
                continue
            except Beyond:
                return Comparison(Same.OPEN, why="not_solved")
            is_zero.add((_is_same(left, Fraction(0)), _is_same(right, Fraction(0))))
            ratios.add(_ratio(left, right))
    if is_zero == {(True, True)} or (is_zero == {(False, False)} and len(ratios) == 1 and None not in ratios):
        return Comparison(Same.YES)
    never = is_zero in ({(True, False)}, {(False, True)})
    return Comparison(Same.NO, why="other_solutions") if never else Comparison(Same.OPEN, why="not_solved")


def _ratio(left: Any, right: Any) -> Fraction | None:
    """The number q with left = q · right."""
    one = left.cells if isinstance(left, Square) else [left]
    two = right.cells if isinstance(right, Square) else [right]
    if len(one) != len(two) or not any(two):
        return None
    ratio = next(Fraction(a) / b for a, b in zip(one, two, strict=True) if b)
    return ratio if all(a == ratio * b for a, b in zip(one, two, strict=True)) else None


def _is_same(left: Any, right: Any) -> bool:
    """Return whether both are the same; a matrix and a number are only where both are zero."""
    if isinstance(left, Square) == isinstance(right, Square):
        return bool(left == right)
    return not any(left.cells) and not right if isinstance(left, Square) else not any(right.cells) and not left


def _point(letters: Letters, names: frozenset[str], size: int, turn: int) -> dict[str, Any]:
    """Return a value for each letter; n is the order."""
    random = Random(100 * size + turn)  # nosec B311  # noqa: S311  (the same matrices at every call)
    point: dict[str, Any] = {}
    for place, name in enumerate(sorted({name.rstrip("′") for name in names})):
        head = name.partition("_")[0]
        if letters.is_matrix(name) and head in (IDENTITY, ZERO) and name not in dict(letters.orders):
            point[name] = Square.scalar(Fraction(head == IDENTITY), size)
        elif letters.is_matrix(name):
            cells = iter([Fraction(random.randint(-6, 6)) for _ in range(size * size)])  # nosec B311
            point[name] = Square(tuple(zip(*[cells] * size, strict=True)))
        else:
            point[name] = Fraction(size if name == "n" else _NUMBERS[(place + turn) % len(_NUMBERS)])
    return point


def value_of(node: Node, point: dict[str, Any]) -> Any:
    """Return a Fraction or a Square. Raises Undefined, as for the inverse of a singular matrix, or Beyond."""
    try:
        return _Values(point, Meaning()).value(node)
    except (ZeroDivisionError, ValueError):
        raise Undefined from None
    except (OverflowError, TypeError, AttributeError, NotImplementedError, RecursionError, KeyError):
        raise Beyond from None


class _Values(Exact):
    """Exact arithmetic in which some letters are square matrices."""

    def value(self, node: Node) -> Any:
        match node:
            case Derivative(of, None, order):
                inside = self.value(of)
                return self._transposed(inside) if order % 2 else inside
            case Matrix(rows):
                return Square.of(tuple(tuple(self.value(cell) for cell in row) for row in rows))
            case Pow(base, Symbol("T")):
                return self._transposed(self.value(base))
        return super().value(node)

    def unknown(self, node: Node) -> Any:
        if not isinstance(node, Symbol):
            raise Beyond
        plain = node.name.rstrip("′")
        value = self.point[plain]
        return self._transposed(value) if (len(node.name) - len(plain)) % 2 else value

    @staticmethod
    def _transposed(value: Any) -> Any:
        if not isinstance(value, Square):
            raise Beyond
        return value.transposed()

    def size(self, value: Any) -> float:
        return max(map(super().size, value.cells)) if isinstance(value, Square) else super().size(value)

    def power(self, node: Pow) -> Any:
        base, exponent = self.value(node.base), self.value(node.exponent)
        if not isinstance(base, Square):
            return super().power(node)
        if isinstance(exponent, Square) or exponent.denominator != 1 or abs(exponent) > _HIGHEST_POWER:
            raise Beyond
        return base ** int(exponent)

    def other(self, name: str, value: Any) -> Any:
        if isinstance(value, Square) and name in ("det", "adj"):
            return value.determinant() if name == "det" else value.adjugate()
        return super().other(name, value)
