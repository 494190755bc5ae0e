"""`check_working` checks a pupil's lines one after the other and says which is the first that does not follow."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from maths.evaluation import precise
from maths.reading import Reading, read
from maths.realsets import same
from maths.solving import unknown_of
from maths.specs import Spec, spec_of
from maths.steps import FOLLOWS, Step, are_values, holds, is_statement, statement_step, value_step
from maths.syntax import Alternatives, Node, Relation
from maths.terms import SECONDS, Terms
from maths.trees import prepared
from maths.wording import step_in_words

MOST_LINES = 40
# Seconds of the thread's work for all lines together; later lines are not judged.
_SECONDS_IN_ALL = 4.0
# Side notes, as "a = 1, b = -5": what follows is compared with what is above them.
_ASIDE = frozenset({"new_letter", "other_matter"})
_LEADING = "=⇒∴→ \t"


@dataclass(frozen=True, slots=True)
class Line:
    """One line: what was understood, and whether it follows from what is above it.

    `follows` is None for given lines, for unreadable ones and where that cannot be decided; `why` is a code of
    `wording.STEPS`, `about` fills its blanks.
    """

    reading: Reading
    follows: bool | None
    why: str
    about: dict[str, str]

    @property
    def words(self) -> str:
        """The reason in the active language."""
        return self.reading.problem.words if self.reading.problem else step_in_words(self.why, self.about)


@dataclass(frozen=True, slots=True)
class Working:
    """The lines, and the index of the first that does not follow; None where none was found."""

    lines: tuple[Line, ...]
    first_wrong: int | None

    @property
    def is_judged(self) -> bool:
        """Whether each line below the given ones could be judged."""
        return all(line.follows is not None or line.why == "given" for line in self.lines)


def check_working(
    lines: Sequence[str], options: dict[str, Any] | None = None, *, given: int = 1, algebra: bool = True
) -> Working:
    """Check a working of at most MOST_LINES lines. `options` are those of a spec: variables, log, angle, …

    The first `given` lines are what the question says. Without `algebra` the calculator is not asked, as in `judge`.
    Any text is taken; raises SpecRefused for options that do not hold.
    """
    readable = [index for index, line in enumerate(lines[:MOST_LINES]) if read(_bare(line)).tree is not None]
    if not readable:
        return Working(tuple(_unread(read(line)) for line in lines[:MOST_LINES]), None)
    spec = spec_of({"test": "equivalent", "key": _bare(lines[readable[0]]), **(options or {})})
    readings = [read(_bare(line), spec.notation) for line in lines[:MOST_LINES]]
    return _Check(spec, readings, lines, given, algebra=algebra).run()


def _bare(line: str) -> str:
    """Return the line with a leading = or ⇒ replaced by blanks."""
    rest = line.lstrip(_LEADING)
    return " " * (len(line) - len(rest)) + rest


def _unread(reading: Reading) -> Line:
    return Line(reading, None, "unread", {})


class _Check:
    def __init__(self, spec: Spec, readings: list[Reading], texts: Sequence[str], given: int, *, algebra: bool) -> None:
        self.spec, self.readings, self.given, self.algebra = spec, readings, given, algebra
        self.goes_on = [text.lstrip().startswith("=") for text in texts]
        self.until = time.thread_time() + _SECONDS_IN_ALL
        self.known: list[Node] = []
        self.lines: list[Line] = []
        self.gained: list[tuple[int, tuple[Any, ...]]] = []

    def run(self) -> Working:
        last: Node | None = None
        for index, reading in enumerate(self.readings):
            if reading.tree is None:
                self.lines.append(_unread(reading))
                continue
            tree = prepared(reading.tree)
            if last is None or index < self.given:
                step = Step(None, "given")
            else:
                step = self._step(index, last if self.goes_on[index] else self.known[-1], tree)
            self._add(index, reading, step)
            if self._is_on_the_way(index, step):
                self.known.append(prepared(self.readings[index].tree or tree))
            last = tree
        self._settle_gained(self.known[-1] if self.known else None)
        wrong = [index for index, line in enumerate(self.lines) if line.follows is False]
        return Working(tuple(self.lines), wrong[0] if wrong else None)

    def _is_on_the_way(self, index: int, step: Step) -> bool:
        """Return whether later lines may follow from this one; `= …` below an equation or in a side note does not."""
        if self.goes_on[index]:
            return bool(self.known) and not is_statement(self.known[-1])
        return step.why not in _ASIDE

    def _terms(self) -> Terms:
        now = time.thread_time()
        return Terms(
            self.spec.domain,
            self.spec.meaning,
            algebra=self.algebra,
            matrices=self.spec.matrices,
            until=min(now + SECONDS, max(self.until, now)),
        )

    def _step(self, index: int, before: Node, after: Node) -> Step:
        terms = self._terms()
        if terms.is_late:
            return Step(None, "step_not_told")
        try:
            if self.goes_on[index] or are_values(before, after):
                return value_step(before, after, terms)
            if is_statement(before):
                return self._statement(index, before, after, terms)
            return Step(None, "other_matter")
        except (RecursionError, MemoryError):
            return Step(None, "step_not_told")

    def _statement(self, index: int, before: Node, after: Node, terms: Terms) -> Step:
        step = statement_step(self.known, before, after, terms)
        if step.why != "roots_lost":
            return step
        case: tuple[Node, ...] = (after,)
        for place, following in enumerate(self.readings[index + 1 : index + 4], start=index + 1):
            if following.tree is None or self.goes_on[place] or not isinstance(following.tree, Relation):
                break
            case = (*case, prepared(following.tree))
            if statement_step(self.known, before, Alternatives(case), terms).follows:
                self._join(place, case)
                return FOLLOWS
        return step

    def _join(self, place: int, case: tuple[Node, ...]) -> None:
        """Join cases on separate lines into one statement: x = 0, and below it x = 3."""
        for index in range(place - len(case) + 1, place + 1):
            self.readings[index] = replace(self.readings[index], tree=Alternatives(case))

    def _add(self, index: int, reading: Reading, step: Step) -> None:
        about = {"roots": ", ".join(map(_written, step.roots))} if step.roots else {}
        self.lines.append(Line(reading, step.follows, step.why, about))
        if step.why == "roots_gained":
            self.gained.append((index, step.roots))

    def _settle_gained(self, last: Node | None) -> None:
        """Judge roots gained by squaring: if they are not dropped later, the line that gained them is wrong."""
        if last is None:
            return
        unknown = unknown_of(*self.known)
        for index, roots in self.gained:
            if any(holds(last, unknown, root, self._terms()) for root in roots):
                self.lines[index] = replace(self.lines[index], follows=False)


def _written(value: Any) -> str:
    """Return a root as 2, 3/2, √5 or 1.6180."""
    context = precise()
    for power, sign in ((1, ""), (2, "√")):
        size = abs(value) ** power
        near = Fraction(str(context.nstr(size, 30))).limit_denominator(1000)
        if same(context.mpf(near.numerator) / near.denominator, size):
            text = f"{sign}{near}" if near.denominator == 1 or not sign else f"{sign}({near})"
            return f"-{text}" if value < 0 else text
    return str(context.nstr(value, 5))
