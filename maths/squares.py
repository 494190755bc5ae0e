"""Square matrices of fractions: their arithmetic, exact."""

from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from typing import Union

from maths.meaning import Beyond, Undefined

Rows = tuple[tuple[Fraction, ...], ...]


@dataclass(frozen=True, slots=True)
class Square:
    """A matrix with as many rows as columns. |…| is its determinant, as in school."""

    rows: Rows

    @classmethod
    def of(cls, rows: Rows) -> "Square":
        """Raises Beyond where the rows are no square."""
        if len(rows) != len(rows[0]):
            raise Beyond
        return cls(rows)

    @classmethod
    def scalar(cls, value: Fraction, size: int) -> "Square":
        """Return the identity times `value`."""
        return cls(tuple(tuple(value if i == j else Fraction(0) for j in range(size)) for i in range(size)))

    @property
    def cells(self) -> list[Fraction]:
        return [cell for row in self.rows for cell in row]

    def transposed(self) -> "Square":
        return Square(tuple(zip(*self.rows, strict=True)))

    def _like(self, other: Union["Square", Fraction]) -> "Square":
        """What is added to a matrix: another of its order, or the number 0."""
        if isinstance(other, Square) and len(other.rows) == len(self.rows):
            return other
        if other == 0:
            return Square.scalar(Fraction(0), len(self.rows))
        raise Beyond

    def __add__(self, other: Union["Square", Fraction]) -> "Square":
        pairs = zip(self.rows, self._like(other).rows, strict=True)
        return Square(tuple(tuple(a + b for a, b in zip(one, two, strict=True)) for one, two in pairs))

    __radd__ = __add__

    def __neg__(self) -> "Square":
        return self * Fraction(-1)

    def __sub__(self, other: Union["Square", Fraction]) -> "Square":
        return self + -other

    def __rsub__(self, other: Fraction) -> "Square":
        return -self + other

    def __mul__(self, other: Union["Square", Fraction]) -> "Square":
        if not isinstance(other, Square):
            return Square(tuple(tuple(cell * other for cell in row) for row in self.rows))
        columns = list(zip(*self._like(other).rows, strict=True))
        return Square(
            tuple(tuple(sum(map(_times, row, column), Fraction(0)) for column in columns) for row in self.rows)
        )

    __rmul__ = __mul__  # of a number: between matrices Python asks the left one

    def __truediv__(self, other: Fraction) -> "Square":
        if isinstance(other, Square):
            raise Beyond
        return self * (1 / Fraction(other))

    def __pow__(self, exponent: int) -> "Square":
        base = self if exponent >= 0 else self.inverse()
        return reduce(Square.__mul__, [base] * abs(exponent), Square.scalar(Fraction(1), len(self.rows)))

    def __abs__(self) -> Fraction:
        return self.determinant()

    def determinant(self) -> Fraction:
        if len(self.rows) == 1:
            return self.rows[0][0]
        return sum(
            ((-1) ** place * cell * self._minor(0, place) for place, cell in enumerate(self.rows[0])), Fraction(0)
        )

    def _minor(self, row: int, column: int) -> Fraction:
        rest = (one for place, one in enumerate(self.rows) if place != row)
        return Square(tuple(one[:column] + one[column + 1 :] for one in rest)).determinant()

    def adjugate(self) -> "Square":
        if len(self.rows) == 1:
            return Square.scalar(Fraction(1), 1)
        places = range(len(self.rows))
        return Square(tuple(tuple((-1) ** (i + j) * self._minor(j, i) for j in places) for i in places))

    def inverse(self) -> "Square":
        """Raises Undefined for a singular matrix."""
        determinant = self.determinant()
        if not determinant:
            raise Undefined
        return self.adjugate() / determinant


def _times(left: Fraction, right: Fraction) -> Fraction:
    return left * right
