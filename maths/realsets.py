"""Sets of real numbers as unions of intervals, with ends in 50 digits."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from maths.evaluation import precise


@dataclass(frozen=True, slots=True)
class Piece:
    """An interval; a point where both ends are one."""

    low: Any
    high: Any
    low_closed: bool
    high_closed: bool

    @property
    def is_empty(self) -> bool:
        return bool(self.low > self.high or (same(self.low, self.high) and not (self.low_closed and self.high_closed)))


@dataclass(frozen=True, slots=True)
class RealSet:
    """A union of intervals: pieces in order, none touching the next."""

    pieces: tuple[Piece, ...] = ()

    @classmethod
    def of(cls, pieces: Iterable[Piece]) -> "RealSet":
        """Return the union of any pieces."""
        merged: list[Piece] = []
        for piece in sorted((one for one in pieces if not one.is_empty), key=lambda one: (one.low, not one.low_closed)):
            last = merged[-1] if merged else None
            if last and _reaches(last, piece):
                merged[-1] = _joined(last, piece)
            else:
                merged.append(piece)
        return cls(tuple(merged))

    def union(self, other: "RealSet") -> "RealSet":
        return RealSet.of([*self.pieces, *other.pieces])

    def intersection(self, other: "RealSet") -> "RealSet":
        return RealSet.of(_common(one, two) for one in self.pieces for two in other.pieces)

    def difference(self, other: "RealSet") -> "RealSet":
        return self.intersection(other.complement())

    def complement(self) -> "RealSet":
        infinity = precise().inf
        gaps, low, closed = [], -infinity, False
        for piece in self.pieces:
            gaps.append(Piece(low, piece.low, closed, not piece.low_closed and piece.low != -infinity))
            low, closed = piece.high, not piece.high_closed and piece.high != infinity
        gaps.append(Piece(low, infinity, closed, False))
        return RealSet.of(gap for gap in gaps if not (gap.low == gap.high and abs(gap.low) == infinity))

    def is_same(self, other: "RealSet") -> bool:
        """Return whether both have the same pieces, to 38 digits."""
        return len(self.pieces) == len(other.pieces) and all(
            same(one.low, two.low)
            and same(one.high, two.high)
            and (one.low_closed, one.high_closed) == (two.low_closed, two.high_closed)
            for one, two in zip(self.pieces, other.pieces, strict=True)
        )


def same(one: Any, two: Any) -> bool:
    """Return whether two values are one, to 38 digits."""
    context = precise()
    if context.isinf(one) or context.isinf(two):
        return bool(one == two)
    return bool(abs(one - two) <= max(abs(one), abs(two), 1) * context.mpf(10) ** (12 - context.dps))


def everything() -> RealSet:
    infinity = precise().inf
    return RealSet((Piece(-infinity, infinity, False, False),))


def single(value: Any) -> RealSet:
    return RealSet((Piece(value, value, True, True),))


def interval(low: Any, high: Any, low_closed: bool, high_closed: bool) -> RealSet:
    """Return an interval; an infinite end is open however it was written."""
    infinity = precise().inf
    return RealSet.of([Piece(low, high, low_closed and low != -infinity, high_closed and high != infinity)])


def _reaches(last: Piece, piece: Piece) -> bool:
    if same(last.high, piece.low):
        return last.high_closed or piece.low_closed
    return bool(last.high > piece.low)


def _joined(last: Piece, piece: Piece) -> Piece:
    low_closed = last.low_closed or (same(last.low, piece.low) and piece.low_closed)
    if same(last.high, piece.high):
        return Piece(last.low, last.high, low_closed, last.high_closed or piece.high_closed)
    longer = last if last.high > piece.high else piece
    return Piece(last.low, longer.high, low_closed, longer.high_closed)


def _common(one: Piece, two: Piece) -> Piece:
    low, low_closed = max((one.low, not one.low_closed), (two.low, not two.low_closed))
    high, high_closed = min((one.high, one.high_closed), (two.high, two.high_closed))
    if same(one.low, two.low):
        low_closed = not (one.low_closed and two.low_closed)
    if same(one.high, two.high):
        high_closed = one.high_closed and two.high_closed
    return Piece(low, high, not low_closed, high_closed)
