"""The values a letter may take, and the points at which expressions are evaluated: the same points each time."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from random import Random
from typing import Any

# Bounds of random values, small and large, of both signs; each is used in turn.
_REGIONS = ((0.1, 1), (-1, -0.1), (1, 4), (-4, -1), (4, 30), (-30, -4))
_PLAIN = (0, 1, -1, 2, -2, 0.5, 3)
_POINTS, _MORE_POINTS = 12, 120
_GRAIN = 1 << 40


@dataclass(frozen=True, slots=True)
class Range:
    """Real numbers between two bounds (None: none), or the integers among them; an open end leaves its bound out."""

    low: float | None = None
    high: float | None = None
    open_low: bool = False
    open_high: bool = False
    integers: bool = False
    complex: bool = False

    @property
    def kind(self) -> str:
        """The one word that SymPy knows for it."""
        if self.complex:
            return "complex"
        if self.low is not None and self.low >= 0:
            return ("positive" if self.low > 0 or self.open_low else "nonnegative") if not self.integers else "integer"
        return "integer" if self.integers else "real"

    def holds(self, value: float) -> bool:
        """Return whether a real value is in the range."""
        if self.low is not None and (value < self.low or (self.open_low and value == self.low)):
            return False
        if self.high is not None and (value > self.high or (self.open_high and value == self.high)):
            return False
        return not self.integers or value == int(value)


Domain = Mapping[str, Range]
REALS = Range()
WORDS: dict[str, Range] = {
    "real": REALS,
    "positive": Range(low=0, open_low=True),
    "nonnegative": Range(low=0),
    "negative": Range(high=0, open_high=True),
    "nonzero": REALS,
    "integer": Range(integers=True),
    "natural": Range(low=1, integers=True),
    "whole": Range(low=0, integers=True),
    "complex": Range(complex=True),
    "acute": Range(low=0, high=1.5707963267948966, open_low=True, open_high=True),
}


def points(unknowns: Iterable[Any], domain: Domain, *, more: bool = False) -> Iterator[dict[Any, float]]:
    """Yield points for these unknowns: generic values (exact in floats), spread over sizes and signs.

    `more`: others, mostly small and positive, for expressions that exist nowhere among the first.
    """
    names = sorted(unknowns, key=str)
    random = Random(2 if more else 1)  # nosec B311  # noqa: S311  (the same points at every call)
    for turn in range(_MORE_POINTS if more else _POINTS):
        point = {}
        for place, name in enumerate(names):
            region = _REGIONS[(turn + place * (1 + turn // len(_REGIONS))) % len(_REGIONS)]
            if more:
                region = ((0.01, 1), (1, 3), (-1, 1), (3, 12))[(turn // (1 + place)) % 4]
            point[name] = _value(random, domain.get(name, REALS) if isinstance(name, str) else REALS, region)
        yield point


def plain_points(unknowns: Iterable[Any], domain: Domain) -> Iterator[dict[Any, float]]:
    """Yield points where functions tend to have holes (0, ±1, ±2, a half), as far as they are in the domain."""
    names = sorted(unknowns, key=str)
    for turn in range(len(_PLAIN)):
        point = {name: _PLAIN[(turn + 2 * place) % len(_PLAIN)] for place, name in enumerate(names)}
        if all(domain.get(name, REALS).holds(value) for name, value in point.items() if isinstance(name, str)):
            yield point


def _value(random: Random, allowed: Range, region: tuple[float, float]) -> float:
    low, high = region
    if allowed.integers:
        least = int(allowed.low) if allowed.low is not None else None
        most = int(allowed.high) if allowed.high is not None else None
        if least is None and most is None:
            least, most = -12, 12
        return random.randint(*_between(least, most, 14))  # nosec B311
    if allowed.low is not None and allowed.high is not None:
        low, high = allowed.low, allowed.high
    elif allowed.low is not None:
        low, high = allowed.low + min(abs(low), abs(high)), allowed.low + max(abs(low), abs(high))
    elif allowed.high is not None:
        low, high = allowed.high - max(abs(low), abs(high)), allowed.high - min(abs(low), abs(high))
    share = Fraction(random.randint(1, _GRAIN - 1), _GRAIN)  # nosec B311
    return float(Fraction(low) + (Fraction(high) - Fraction(low)) * share)


def _between(least: int | None, most: int | None, width: int) -> tuple[int, int]:
    if least is None:
        assert most is not None  # nosec B101  # noqa: S101  (one bound is there)
        return most - width, most
    return least, least + width if most is None else most
