"""Compares two expressions: exactly where they are rational, else at points; otherwise the result is open."""

from dataclasses import dataclass
from enum import Enum
from typing import Any

from maths.domains import Domain, plain_points, points
from maths.evaluation import evaluate, precise
from maths.meaning import Beyond, Meaning, Undefined, literal, unknowns_of
from maths.polynomials import are_equal, rational_of
from maths.syntax import Constant, Node, Piecewise, walk


class Basis(Enum):
    """On what a decision rests. POINTS: agreement to 50 digits at several random points, no proof."""

    EXACT = "exact"
    POINTS = "points"
    ALGEBRA = "algebra"


class Same(Enum):
    YES = "yes"
    NO = "no"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Comparison:
    """Whether two expressions are the same, on what that rests, and why it is open (a code of `wording.REASONS`)."""

    same: Same
    basis: Basis = Basis.POINTS
    why: str = ""


_LOOK_ALIKE = 1e-7
_AT_LEAST = 3
# Below this a value may be a rounding error.
_FAINT = 1e-20


def compare(left: Node, right: Node, domain: Domain, meaning: Meaning, *, strict: bool = False) -> Comparison:
    """Compare two expressions, `left` being the key.

    Where only the key is undefined nothing is asked of the answer; where only the answer is, it stays open. `strict`
    (the same function): any difference in where they exist is a difference, also at single points.
    """
    if left == right and not strict:
        return Comparison(Same.YES, Basis.EXACT)
    one, two = rational_of(left), rational_of(right)
    if one and two and (exact := are_equal(one, two)) is not None:
        if not exact:
            return Comparison(Same.NO, Basis.EXACT)
        if not strict:
            return Comparison(Same.YES, Basis.EXACT)
    meaning = meaning.with_complex() if _is_complex(left, right, domain) else meaning
    return _Points(left, right, domain, meaning, strict).decide()


def _is_complex(left: Node, right: Node, domain: Domain) -> bool:
    imaginary = Constant("i")
    return any(one.complex for one in domain.values()) or any(
        part == imaginary for side in (left, right) for part in walk(side)
    )


class _Points:
    def __init__(self, left: Node, right: Node, domain: Domain, meaning: Meaning, strict: bool) -> None:
        self.left, self.right, self.meaning, self.strict = left, right, meaning, strict
        self.domain = domain
        self.unknowns = unknowns_of(left) | unknowns_of(right)
        self.both: list[dict[Any, float]] = []
        self.key_only = self.answer_only = 0
        self.is_open = False
        # The first comparison is in floats, which are fast, where they suffice.
        self.context = precise() if meaning.is_complex else None

    def decide(self) -> Comparison:
        if not self.unknowns:
            return self._of_constants()
        for more in (False, True):
            for point in points(self.unknowns, self.domain, more=more):
                if self._differs_at(point):
                    return Comparison(Same.NO)
                if more and len(self.both) >= _AT_LEAST:
                    break
            if len(self.both) >= _AT_LEAST:
                break
        if len(self.both) < _AT_LEAST:
            return Comparison(Same.OPEN, why="no_common_points" if not self.is_open else "too_large")
        # The second comparison is to 260 digits: no number that can be typed is that near to another value.
        if self._differs_at_an_edge():
            return Comparison(Same.NO)
        for point, more in ((self.both[0], False), (self.both[-1], True)):
            equal = self._agree(point, more=more)
            if equal is None:
                return Comparison(Same.OPEN, why="too_large")
            if not equal:
                return Comparison(Same.NO)
        return self._by_where_they_exist()

    def _differs_at_an_edge(self) -> bool:
        """Whether they differ where the pieces of a function meet."""
        pieces = [part for side in (self.left, self.right) for part in walk(side) if isinstance(part, Piecewise)]
        if not pieces or len(self.unknowns) != 1:
            return False
        ends = {
            literal(part)
            for piece in pieces
            for _value, condition in piece.pieces
            if condition
            for part in walk(condition)
        }
        (unknown,) = self.unknowns
        for end in ends - {None}:
            point = {unknown: float(end or 0)}
            if self._one_is_missing(point) or self._agree(point) is False:
                return True
        return False

    def _by_where_they_exist(self) -> Comparison:
        if self.strict:
            if (
                self.key_only
                or self.answer_only
                or any(map(self._one_is_missing, plain_points(self.unknowns, self.domain)))
            ):
                return Comparison(Same.NO, why="other_domain")
        elif self.key_only:
            return Comparison(Same.OPEN, why="other_domain")
        return Comparison(Same.YES)

    def _one_is_missing(self, point: dict[Any, float]) -> bool:
        return self._exists(self.left, point) != self._exists(self.right, point)

    def _exists(self, node: Node, point: dict[Any, float]) -> bool:
        try:
            evaluate(node, point, precise(), self.meaning)
        except (Undefined, Beyond):
            return False
        return True

    def _of_constants(self) -> Comparison:
        key, answer = self._exists(self.left, {}), self._exists(self.right, {})
        if key and answer:
            agree = self._agree({}, more=True)
            return Comparison(
                {True: Same.YES, False: Same.NO, None: Same.OPEN}[agree], why="" if agree is not None else "too_large"
            )
        try:
            evaluate(self.right, {}, precise(), self.meaning)
        except Undefined:
            return Comparison(Same.NO, why="undefined") if key else Comparison(Same.OPEN, why="no_common_points")
        except Beyond:
            pass
        return Comparison(Same.OPEN, why="too_large")

    def _differs_at(self, point: dict[Any, float]) -> bool:
        """Return whether they differ: computed in floats, and counted when 50 digits confirm it."""
        values: list[Any] = []
        for node in (self.left, self.right):
            try:
                values.append(evaluate(node, point, self.context, self.meaning))
            except Undefined:
                values.append(None)
            except Beyond:
                self.is_open = True
                return False
        left, right = values
        if left is None or right is None:
            if left is not right:
                self._count_missing(point)
            return False
        self.both.append(point)
        if abs(left - right) <= _LOOK_ALIKE * max(abs(left), abs(right)):
            return False
        return self._agree(point) is False

    def _count_missing(self, point: dict[Any, float]) -> None:
        key, answer = self._exists(self.left, point), self._exists(self.right, point)
        self.key_only += key and not answer
        self.answer_only += answer and not key

    def _agree(self, point: dict[Any, float], *, more: bool = False) -> bool | None:
        """Whether both sides have one value: to 50 digits; to 260 for `more` and where they differ very little.

        None where that cannot be decided.
        """
        for finer in (True,) if more else (False, True):
            context = precise(more=finer)
            pair = self._pair(point, finer=finer)
            if pair is None:
                return None
            left, right = pair
            if max(abs(left), abs(right)) < _FAINT:
                return self._agree_faintly(point)
            apart = abs(left - right)
            size = max(abs(left), abs(right), context.mpf(1) / 10**8)
            if apart <= size * context.mpf(10) ** (12 - context.dps):
                return True
            if apart > size / 10**12:
                return False
        return False

    def _agree_faintly(self, point: dict[Any, float]) -> bool | None:
        """Compare values near 0: what shrinks with more digits is 0 with a rounding error."""
        coarse, fine = self._pair(point, finer=False), self._pair(point, finer=True)
        if coarse is None or fine is None:
            return None
        before, after = (max(abs(left), abs(right)) for left, right in (coarse, fine))
        if after <= before / 10**50 or (not before and after < 1e-200):
            return True
        return bool(abs(fine[0] - fine[1]) <= after / 10**100)

    def _pair(self, point: dict[Any, float], *, finer: bool) -> tuple[Any, Any] | None:
        context = precise(more=finer)
        try:
            return evaluate(self.left, point, context, self.meaning), evaluate(self.right, point, context, self.meaning)
        except (Undefined, Beyond):
            return None
