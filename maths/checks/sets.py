"""Comparison of sets: solutions one by one, families with a whole number in them, intervals and inequalities."""

from collections.abc import Callable, Iterable
from typing import Any

from maths.algebra import compare_solutions
from maths.checks.shapes import is_region, members, names_in
from maths.checks.values import together
from maths.domains import Range, points
from maths.evaluation import evaluate, precise
from maths.meaning import Beyond, Undefined
from maths.points import Basis, Comparison, Same
from maths.realsets import RealSet, interval
from maths.solving import NotSolved, Senseless, Solver, unknown_of
from maths.syntax import Alternatives, NamedSet, Node, Relation, Symbol, System, symbols_of, walk
from maths.terms import Terms

Each = Callable[[Node, Node, Terms], Comparison]
_MOST_MEMBERS = 24
_POINTS = 10
# Families are compared by their members in this window, with their whole number running this far.
_WINDOW, _FARTHEST = 20.0, 80


def same_set(key: Node, answer: Node, terms: Terms, each: Each) -> Comparison:
    """Compare two sets; `each` compares their members."""
    found = _same_set(key, answer, terms, each)
    return (
        Comparison(Same.OPEN, found.basis, "other_letter") if found.same is Same.YES and renamed(key, answer) else found
    )


def renamed(key: Node, answer: Node) -> bool:
    """Return whether only the letters differ, and so the answer is neither right nor plainly wrong.

    `w = 2 or w = 3` for `x = 2 or x = 3`, or two letters where the key has one.
    """
    asked, named = names_in(key), names_in(answer)
    return bool(asked and named and asked != named) or len(named) > max(len(asked), 1)


def _same_set(key: Node, answer: Node, terms: Terms, each: Each) -> Comparison:
    families = _family(key, terms), _family(answer, terms)
    if families[0] and families[1]:
        return _same_families(*families[0], *families[1], terms)
    if not (is_region(key) or is_region(answer)):
        left, right = members(key), members(answer)
        if left is not None and right is not None:
            return _same_members(left, right, terms, each)
    found = same_region(key, answer, terms)
    if found.same is Same.YES and len(symbols_of(key) | symbols_of(answer)) > 1 and unknown_of(key, answer):
        return same_in_each(key, answer, terms, _apart_letters(key, answer), found)
    return found


def _apart_letters(key: Node, answer: Node) -> frozenset[str]:
    """The letters of one side only, but for the unknowns themselves: {x : x > 2} and t > 2 are one set."""
    return (symbols_of(key) ^ symbols_of(answer)) - {unknown_of(key), unknown_of(answer)}


def _same_members(key: list[Node], answer: list[Node], terms: Terms, each: Each) -> Comparison:
    if max(len(key), len(answer)) > _MOST_MEMBERS:
        return Comparison(Same.OPEN, why="too_large")
    missing = [_among(one, answer, terms, each) for one in key]
    extra = [_among(one, key, terms, each, turned=True) for one in answer]
    if any(one.same is Same.OPEN for one in (*missing, *extra)):
        return next(one for one in (*missing, *extra) if one.same is Same.OPEN)
    is_missing = any(one.same is Same.NO for one in missing)
    is_extra = any(one.same is Same.NO for one in extra)
    if (is_missing or is_extra) and any(one == Symbol("…") for one in (*key, *answer)):
        return Comparison(Same.OPEN, why="undecided")
    if is_missing or is_extra:
        why = "other_members" if is_missing and is_extra else "member_missing" if is_missing else "member_extra"
        return Comparison(Same.NO, together(one for one in (*missing, *extra) if one.same is Same.YES).basis, why)
    return together([*missing, *extra])


def _among(one: Node, others: list[Node], terms: Terms, each: Each, *, turned: bool = False) -> Comparison:
    """Compare with each of the others: YES where one is the same, open where that cannot be decided of one."""
    still_open = None
    for other in others:
        if terms.is_late:
            return Comparison(Same.OPEN, why="too_large")
        found = each(other, one, terms) if turned else each(one, other, terms)
        if found.same is Same.YES:
            return found
        if found.same is Same.OPEN:
            still_open = still_open or found
    return still_open or Comparison(Same.NO, Basis.EXACT)


def same_region(
    key: Node, answer: Node, terms: Terms, unknown: str | None = None, *, must_exist: bool = False
) -> Comparison:
    """Compare by the real solutions, in 50 digits; other letters have values at a few points.

    `must_exist`: that neither has any solution does not make two equations the same.
    """
    unknown = unknown or unknown_of(key, answer)
    others = (symbols_of(key) | symbols_of(answer)) - {unknown}
    is_some = False
    try:
        for turn, point in enumerate(points(others, terms.domain)):
            left, right = solutions_of(key, unknown, point, terms), solutions_of(answer, unknown, point, terms)
            if not left.is_same(right):
                return Comparison(Same.NO, why=_how(left, right))
            is_some = is_some or bool(left.pieces)
            if not others or turn == _POINTS - 1:
                break
    except Senseless:
        return Comparison(Same.OPEN, why="other_ends")
    except NotSolved:
        if unknown is None or others or terms.is_late:
            return Comparison(Same.OPEN, why="not_solved")
        return compare_solutions(key, answer, unknown, terms)
    return (
        Comparison(Same.YES) if is_some or not (others or must_exist) else Comparison(Same.OPEN, why="no_common_points")
    )


def same_in_each(key: Node, answer: Node, terms: Terms, letters: Iterable[str], found: Comparison) -> Comparison:
    """Return `found` if it also holds with each of `letters` as the unknown; these are the letters of one side only."""
    for letter in letters:
        other = same_region(key, answer, terms, letter)
        if other.same is not Same.YES:
            is_in_both = letter in symbols_of(key) and letter in symbols_of(answer)
            return other if is_in_both else Comparison(Same.OPEN, other.basis, "not_solved")
    return found


def solutions_of(node: Node, unknown: str | None, point: dict[Any, float], terms: Terms) -> RealSet:
    """Return the real solutions in the domain, other letters having the values of `point`. Raises NotSolved."""
    found = Solver(unknown, point, terms.meaning).solve(node)
    allowed = terms.domain.get(unknown or "")
    if allowed and (allowed.low is not None or allowed.high is not None):
        low = precise().mpf(allowed.low) if allowed.low is not None else -precise().inf
        high = precise().mpf(allowed.high) if allowed.high is not None else precise().inf
        found = found.intersection(interval(low, high, not allowed.open_low, not allowed.open_high))
    return found


def _how(key: RealSet, answer: RealSet) -> str:
    """Return how the answer's set differs: only in its ends, too small, too large, or otherwise."""
    if _closed(key).is_same(_closed(answer)):
        return "other_ends"
    common = key.intersection(answer)
    if common.is_same(answer):
        return "member_missing"
    return "member_extra" if common.is_same(key) else "other_members"


def _closed(one: RealSet) -> RealSet:
    return RealSet.of(part for piece in one.pieces for part in interval(piece.low, piece.high, True, True).pieces)


def _family(node: Node, terms: Terms) -> tuple[list[Node], str] | None:
    """Return `x = nπ, n ∈ Z` as its terms and the whole number in them."""
    counted = {name for name, allowed in terms.domain.items() if allowed.integers}
    whole = set[str]()
    body: list[Node] = []
    for part in _parts(node):
        match part:
            case Relation((Symbol(name), NamedSet("Z" | "N" | "W")), ("∈",)):
                whole.add(name)
            case _:
                body.append(part)
    found = [one for part in body for one in members(part) or ()]
    used = {name for one in found for name in symbols_of(one)}
    if len(used) != 1 or not found or any(isinstance(part, Relation) for one in found for part in walk(one)):
        return None
    name = used.pop()
    if whole:
        return (found, name) if name in whole else None
    return (found, name) if name in counted or (name in ("n", "m", "k") and counted) else None


def _parts(node: Node) -> list[Node]:
    """The statements of a system, of alternatives, and of both inside each other."""
    return [one for part in node.parts for one in _parts(part)] if isinstance(node, System | Alternatives) else [node]


def _same_families(key: list[Node], name: str, answer: list[Node], other: str, terms: Terms) -> Comparison:
    allowed = terms.domain.get(name, Range(integers=True))
    left, right = _window(key, name, allowed, terms), _window(answer, other, allowed, terms)
    if left is None or right is None:
        return Comparison(Same.OPEN, why="too_large")
    missing, extra = _apart(left, right), _apart(right, left)
    if missing or extra:
        return Comparison(
            Same.NO, why="other_members" if missing and extra else "member_missing" if missing else "member_extra"
        )
    return Comparison(Same.YES)


def _window(family: list[Node], name: str, allowed: Range, terms: Terms) -> list[float] | None:
    values = set[float]()
    for number in range(-_FARTHEST, _FARTHEST + 1):
        if not allowed.holds(number):
            continue
        for one in family:
            try:
                value = evaluate(one, {name: number}, None, terms.meaning)
            except Undefined:
                continue
            except Beyond:
                return None
            if abs(value) <= _WINDOW:
                values.add(value)
    return sorted(values)


def _apart(some: list[float], others: list[float]) -> bool:
    """Whether one of some is not among the others."""
    return any(all(abs(one - other) > 1e-9 * (1 + abs(one)) for other in others) for one in some)
