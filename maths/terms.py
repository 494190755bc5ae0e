"""The terms of a comparison of two trees: the letters' domain, what the text leaves open, and the time left."""

import time
from dataclasses import dataclass, field, replace

from maths.domains import Domain, Range
from maths.matrices import Letters
from maths.meaning import Meaning
from maths.syntax import BigOperator, Call, Factorial, Neg, Node, Pow, symbols_of, walk

SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class Terms:
    """Passed down through a decision, which may take a second of this thread's and the calculator's work together.

    `until` is a moment of `time.thread_time`, so that a busy machine changes no verdict; `asked` collects what the
    calculator took. Without `algebra` it is not asked. `matrices`: the letters that are such.
    """

    domain: Domain = field(default_factory=dict)
    meaning: Meaning = field(default_factory=Meaning)
    algebra: bool = True
    matrices: Letters | None = None
    until: float = field(default_factory=lambda: time.thread_time() + SECONDS)
    asked: list[float] = field(default_factory=list)

    @property
    def seconds_left(self) -> float:
        return self.until - time.thread_time() - sum(self.asked)

    @property
    def is_late(self) -> bool:
        return self.seconds_left <= 0

    def meaning_otherwise(self, meaning: Meaning) -> "Terms":
        return replace(self, meaning=meaning)

    def with_counts(self, *nodes: Node) -> "Terms":
        """Return terms in which letters that can only be whole numbers are: those under n!, nCr, and over (-1)^n."""
        counted = dict(self.domain)
        for part in (part for node in nodes for part in walk(node)):
            if isinstance(part, Factorial) or (isinstance(part, Call) and part.name in ("binomial", "permutations")):
                for name in symbols_of(part):
                    counted.setdefault(name, Range(low=1, integers=True))
            elif isinstance(part, BigOperator) and part.kind in ("sum", "prod") and part.high:
                for name in symbols_of(part.high):
                    counted.setdefault(name, Range(low=1, high=30, integers=True))
            elif isinstance(part, Pow) and isinstance(part.base, Neg):
                for name in symbols_of(part.exponent):
                    counted.setdefault(name, Range(integers=True))
        return replace(self, domain=counted) if len(counted) > len(self.domain) else self
