"""Whether a line of a working follows from the line before: statements by solutions, values by equality."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any

from maths.checks.equations import is_implied, same_relations
from maths.checks.equivalence import equivalent
from maths.checks.sets import solutions_of
from maths.checks.shapes import label_of
from maths.evaluation import evaluate, precise
from maths.meaning import Beyond, Undefined
from maths.points import Basis, Same
from maths.realsets import Piece, RealSet, same
from maths.solving import NotSolved, unknown_of
from maths.syntax import Constant, Node, Number, Relation, System, symbols_of, walk
from maths.terms import Terms

_TURNED = {"<": ">", ">": "<", "≤": "≥", "≥": "≤"}
# A relative difference below this may be rounding, which cannot be judged with certainty.
_ROUNDED = Fraction(1, 100)
_MOST_ROOTS = 24


@dataclass(frozen=True, slots=True)
class Step:
    """`follows` is None where that cannot be decided; `why` a code of `wording.STEPS`, `roots` the values it names."""

    follows: bool | None
    why: str
    roots: tuple[Any, ...] = field(default=(), compare=False)


FOLLOWS = Step(True, "follows")


def is_statement(node: Node) -> bool:
    """Return whether a line states something about letters: an equation, an inequality, a system, solutions."""
    return any(isinstance(part, Relation) for part in walk(node)) and bool(symbols_of(node))


def are_values(before: Node, after: Node) -> bool:
    """Return whether both lines give a value: of nothing, or of the same thing by letters, A = πr²."""
    if not (is_statement(before) or is_statement(after)):
        return True
    labels = label_of(before), label_of(after)
    if is_statement(before) and is_statement(after):
        has_letters = bool(symbols_of(value_of(before)) | symbols_of(value_of(after)))
        return labels[0] is not None and labels[0] == labels[1] and has_letters
    return (
        labels[1] is not None if is_statement(after) else labels[0] is not None and bool(symbols_of(value_of(before)))
    )


def value_step(before: Node, after: Node, terms: Terms) -> Step:
    """Compare a value with the one before it: `= …`."""
    one, two = value_of(before), value_of(after)
    found = equivalent(one, two, terms)
    if found.same is Same.YES:
        return FOLLOWS
    if found.same is Same.OPEN:
        return Step(None, "step_not_told")
    if not symbols_of(two) >= symbols_of(one):
        return Step(None, "values_put_in")
    return Step(None, "step_rounded") if _is_near(one, two, terms) else Step(False, "step_other_value")


def value_of(node: Node) -> Node:
    """Return the last value of a chain; the value that a label names."""
    return node.operands[-1] if isinstance(node, Relation) and set(node.operators) <= {"=", "≈"} else node


def _is_near(one: Node, two: Node, terms: Terms) -> bool:
    """Return whether a decimal, or 22/7 for π, is near the value before it."""
    if symbols_of(one) | symbols_of(two):
        return False
    has_pi = any(part == Constant("pi") for part in walk(one)) and not any(part == Constant("pi") for part in walk(two))
    if not has_pi and all(part.is_integer for side in (one, two) for part in walk(side) if isinstance(part, Number)):
        return False
    try:
        left, right = (evaluate(node, {}, precise(), terms.meaning) for node in (one, two))
    except (Undefined, Beyond):
        return False
    return bool(abs(left - right) * _ROUNDED.denominator <= abs(left) * _ROUNDED.numerator)


def statement_step(known: Sequence[Node], before: Node, after: Node, terms: Terms) -> Step:
    """Judge whether a statement follows. `known`: what is given, and all lines up to `before`."""
    if terms.matrices and terms.matrices.stand_in(before, after):
        return FOLLOWS if same_relations(before, after, terms).same is Same.YES else Step(None, "step_not_told")
    names = symbols_of(after)
    all_names = {name for one in known for name in symbols_of(one)}
    if not names <= all_names:
        return Step(None, "new_letter")
    if not names and any(isinstance(part, Relation) for part in walk(after)):
        return Step(None, "other_matter")
    if len(all_names) > 1:
        return _of_several_letters(known, before, after, terms)
    unknown = unknown_of(before, after, *known)
    try:
        left, right = (solutions_of(node, unknown, {}, terms) for node in (before, after))
    except NotSolved:
        return _by_trial(known[0], before, after, unknown, terms)
    return _of_sets(known[0], left, right, before, after, unknown, terms)


def _of_sets(
    given: Node, left: RealSet, right: RealSet, before: Node, after: Node, unknown: str | None, terms: Terms
) -> Step:
    if left.is_same(right):
        return FOLLOWS
    lost, gained = left.difference(right), right.difference(left)
    if not (_are_roots(left) and _are_roots(right)):
        turned = _turned(after)
        if turned and solutions_of(turned, unknown, {}, terms).is_same(left):
            return Step(False, "sign_not_turned")
        return Step(False, "step_other_solutions")
    lost_roots = _holding(given, lost, unknown, terms)
    gained_roots = tuple(one for one in _roots(gained) if one not in _holding(given, gained, unknown, terms))
    if lost_roots and gained_roots:
        return Step(False, "step_other_solutions", gained_roots)
    if lost_roots:
        return Step(False, "roots_lost", lost_roots)
    return Step(True, "roots_gained", gained_roots) if gained_roots else FOLLOWS


def _are_roots(one: RealSet) -> bool:
    return len(one.pieces) <= _MOST_ROOTS and all(same(piece.low, piece.high) for piece in one.pieces)


def _roots(one: RealSet) -> tuple[Any, ...]:
    return tuple(piece.low for piece in one.pieces)


def _holding(given: Node, some: RealSet, unknown: str | None, terms: Terms) -> tuple[Any, ...]:
    """Return those roots that solve what was given; all of them where that cannot be decided."""
    return tuple(root for root in _roots(some) if holds(given, unknown, root, terms) is not False)


def holds(statement: Node, unknown: str | None, root: Any, terms: Terms) -> bool | None:
    """Return whether a value of the unknown solves a statement; None where that cannot be decided."""
    if isinstance(statement, Relation) and statement.operators == ("=",) and unknown is not None:
        try:
            left, right = (evaluate(side, {unknown: root}, precise(), terms.meaning) for side in statement.operands)
        except Undefined:
            return False
        except (Beyond, KeyError):
            return None
        return same(left, right)
    try:
        found = solutions_of(statement, unknown, {}, terms)
    except NotSolved:
        return None
    here = RealSet((Piece(root, root, True, True),))
    return bool(found.intersection(here).pieces)


def _turned(node: Node) -> Node | None:
    """Return the inequality with its signs reversed; None where it is none."""
    if isinstance(node, Relation) and set(node.operators) <= set(_TURNED):
        return replace(node, operators=tuple(_TURNED[sign] for sign in node.operators))
    return None


def _by_trial(given: Node, before: Node, after: Node, unknown: str | None, terms: Terms) -> Step:
    """Judge where the solutions of one side can be found: whether they solve the other."""
    for found, other, follows, why in ((before, after, False, "roots_lost"), (after, before, True, "roots_gained")):
        try:
            roots = solutions_of(found, unknown, {}, terms)
        except NotSolved:
            continue
        if not _are_roots(roots):
            continue
        failing = tuple(root for root in _roots(roots) if holds(other, unknown, root, terms) is False)
        failing = tuple(root for root in failing if (holds(given, unknown, root, terms) is not False) != follows)
        if failing:
            return Step(follows, why, failing)
    same_as_before = same_relations(before, after, terms).same is Same.YES
    return FOLLOWS if same_as_before else Step(None, "step_not_told")


def _of_several_letters(known: Sequence[Node], before: Node, after: Node, terms: Terms) -> Step:
    """Judge several letters: linear equations follow from all lines above, others must equal the line before."""
    implied = is_implied(known, after)
    if implied is not None:
        return FOLLOWS if implied else Step(False, "not_implied")
    if symbols_of(after) < symbols_of(before) or isinstance(before, System) != isinstance(after, System):
        return Step(None, "values_put_in")
    found = same_relations(before, after, terms)
    if found.same is Same.YES:
        return FOLLOWS
    certain = found.same is Same.NO and found.basis is Basis.EXACT
    return Step(False, "step_other_solutions") if certain else Step(None, "step_not_told")
