"""The test "equivalent": do key and answer, of whatever kind, mean the same?"""

from maths.checks.equations import same_relations
from maths.checks.matrices import has_matrix, same_matrix, worked_out
from maths.checks.measures import has_unit, same_measure
from maths.checks.sets import renamed, same_set
from maths.checks.shapes import (
    is_collection,
    is_infinite,
    is_region,
    label_of,
    members,
    point_of,
    without_label,
    without_point_name,
)
from maths.checks.values import (
    is_vector,
    nearly,
    same_items,
    same_ratio,
    same_value,
    same_vector,
    together,
)
from maths.points import Basis, Comparison, Same
from maths.symbols import PHRASES
from maths.syntax import (
    Degree,
    Interval,
    Neg,
    Node,
    Number,
    Percent,
    Phrase,
    Ratio,
    Relation,
    SetBuilder,
    SetOf,
    SetOperation,
    Symbol,
    System,
    Tuple,
    symbols_of,
    walk,
)
from maths.terms import Terms

_SETS = (SetOf, Interval, SetOperation, SetBuilder)
_KNOWN_PHRASES = frozenset(PHRASES.values())
_SAME_PHRASES = ({"not defined", "does not exist"}, {"true", "yes"}, {"false", "no"})


def equivalent(key: Node, answer: Node, terms: Terms) -> Comparison:
    """Compare a key with an answer, whatever kinds they are."""
    if key == answer:
        return Comparison(Same.YES, Basis.EXACT)
    if isinstance(key, Phrase) or isinstance(answer, Phrase):
        return _phrases(key, answer, terms)
    key, answer = without_point_name(key), without_point_name(answer)
    labelled = _labels(key, answer, terms)
    if isinstance(labelled, Comparison):
        return labelled
    found = _without_labels(*labelled, terms)
    several = not (isinstance(key, Relation) and isinstance(answer, Relation))
    if found.same is Same.YES and several and renamed(key, answer):
        return Comparison(Same.OPEN, found.basis, "other_letter")
    return found


def _without_labels(key: Node, answer: Node, terms: Terms) -> Comparison:
    if isinstance(answer, Relation) and not isinstance(key, Relation | System) and set(answer.operators) <= {"=", "≈"}:
        return _chain(key, answer, terms)
    if is_collection(key) or is_collection(answer) or isinstance(key, _SETS) or _is_range(key) or _is_range(answer):
        return same_set(key, answer, terms, equivalent)
    one, two = point_of(key) or key, point_of(answer) or answer
    if isinstance(one, Tuple) or isinstance(two, Tuple):
        return _tuples(one, two, terms)
    if isinstance(key, Relation | System) or isinstance(answer, Relation | System):
        if is_region(key) and is_region(answer):
            found = _same_inequality(key, answer, terms)
            return found if found.same is Same.YES else same_set(key, answer, terms, equivalent)
        found = same_relations(key, answer, terms)
        return _with_other_name(key, answer, terms, found) if found.same is Same.NO else found
    return _values(key, answer, terms)


def _with_other_name(key: Node, answer: Node, terms: Terms, found: Comparison) -> Comparison:
    """Leave `s = 16t²` for `h(t) = 16t²` open: it may be only another letter for the same."""
    if label_of(key) is None or label_of(answer) is None:
        return found
    values = equivalent(without_label(key), without_label(answer), terms)
    return Comparison(Same.OPEN, values.basis, "other_letter") if values.same is Same.YES else found


def _same_inequality(key: Node, answer: Node, terms: Terms) -> Comparison:
    """Compare inequalities. With several letters only multiples of the key are the same: a + b < c, a + b - c < 0."""
    singles = all(isinstance(one, Relation) and len(one.operators) == 1 for one in (key, answer))
    several = len(symbols_of(key) | symbols_of(answer)) > 1
    return same_relations(key, answer, terms) if singles and several else Comparison(Same.OPEN, why="not_solved")


def _is_range(node: Node) -> bool:
    return isinstance(node, _SETS) or (isinstance(node, Relation) and is_region(node) and set(node.operators) <= {"∈"})


def _phrases(key: Node, answer: Node, terms: Terms) -> Comparison:
    names = {node.name if isinstance(node, Phrase) else "" for node in (key, answer)}
    if len(names) == 1 or any(names <= group for group in _SAME_PHRASES):
        return Comparison(Same.YES, Basis.EXACT)
    if any(name not in _KNOWN_PHRASES for name in names - {""}):
        return Comparison(Same.OPEN, Basis.EXACT, "words")
    other = answer if isinstance(key, Phrase) else key
    if names == {"no solution", ""} and members(other) is not None:
        empty = not members(other)
        return Comparison(Same.YES if empty else Same.NO, Basis.EXACT)
    if names == {"all real numbers", ""} or (names == {"no solution", ""} and is_region(other)):
        return same_set(key, answer, terms, equivalent)
    if names <= {"all real numbers", "infinitely many solutions"} or "" not in names:
        return Comparison(
            Same.NO if "infinitely many solutions" not in names else Same.OPEN, Basis.EXACT, "other_words"
        )
    return Comparison(Same.OPEN, Basis.EXACT, "words")


def _labels(key: Node, answer: Node, terms: Terms) -> Comparison | tuple[Node, Node]:
    """Return both without `x = `; open where they name different things."""
    one, two = label_of(key), label_of(answer)
    if one is None and two is None:
        return key, answer
    if one is not None and two is not None:
        if one == two:
            return without_label(key), without_label(answer)
        return _other_letters(without_label(key), without_label(answer), terms) or (key, answer)
    if isinstance(answer if one is not None else key, Relation | System):
        return key, answer
    if (two is None and _is_curve(key)) or (one is None and not _has_relation(key) and _is_curve(answer)):
        return _without_equation(without_label(key), without_label(answer), terms)
    return without_label(key), without_label(answer)


def _has_relation(node: Node) -> bool:
    return any(isinstance(part, Relation) for part in walk(node))


def _is_curve(node: Node) -> bool:
    """Return whether it is like y = 2x + 3: the equation is the answer, not a name with a value."""
    label = label_of(node)
    return isinstance(label, Symbol) and label.name in ("x", "y", "z") and bool(symbols_of(without_label(node)))


def _without_equation(key: Node, answer: Node, terms: Terms) -> Comparison:
    """Compare `2x + 3` with `y = 2x + 3`: whether the expression is enough depends on the question."""
    found = equivalent(key, answer, terms)
    return Comparison(Same.OPEN, found.basis, "no_equation") if found.same is Same.YES else found


def _other_letters(key: Node, answer: Node, terms: Terms) -> Comparison | None:
    """Leave `y = 5` for `x = 5` open: no teacher calls it plainly wrong. None where the values have letters too."""
    if symbols_of(key) or symbols_of(answer):
        return None
    found = equivalent(key, answer, terms)
    return Comparison(Same.OPEN, found.basis, "other_letter") if found.same is Same.YES else found


def _chain(key: Node, answer: Relation, terms: Terms) -> Comparison:
    """Compare a chain like `6/8 = 3/4`: its parts must be equal, then any of them is the answer."""
    links = zip(answer.operands, answer.operators, answer.operands[1:], strict=False)
    held = together(
        equivalent(left, right, terms) if sign == "=" else nearly(left, right, terms) for left, sign, right in links
    )
    if held.same is not Same.YES:
        return Comparison(Same.OPEN, held.basis, "chain_broken")
    exact = answer.operands[answer.operators.index("≈")] if "≈" in answer.operators else answer.operands[-1]
    return equivalent(key, exact, terms)


def _tuples(key: Node, answer: Node, terms: Terms) -> Comparison:
    if isinstance(key, Tuple) and isinstance(answer, Tuple):
        return same_items(key.items, answer.items, lambda one, two: equivalent(one, two, terms), "other_length")
    if is_vector(key) or is_vector(answer) or has_matrix(key) or has_matrix(answer):
        return same_vector(worked_out(key), worked_out(answer), terms)
    return Comparison(Same.NO, Basis.EXACT, "other_kind")


def _values(key: Node, answer: Node, terms: Terms) -> Comparison:
    if is_infinite(key) and is_infinite(answer):
        return Comparison(Same.NO, Basis.EXACT)
    if has_unit(key) or has_unit(answer):
        return same_measure(key, answer, terms)
    if isinstance(key, Ratio) or isinstance(answer, Ratio):
        return same_ratio(key, answer, terms)
    if is_vector(key) or is_vector(answer):
        return same_vector(worked_out(key), worked_out(answer), terms)
    if has_matrix(key) or has_matrix(answer):
        return same_matrix(key, answer, terms)
    found = same_value(key, answer, terms)
    if found.same is Same.NO and _forgot_sign(key, answer):
        return Comparison(Same.OPEN, found.basis, "unit_missing")
    return found


def _forgot_sign(key: Node, answer: Node) -> bool:
    """Return whether 30 is written for 30°, or 50 for 50%: no teacher calls it plainly wrong."""
    sign = key.term if isinstance(key, Neg) else key
    bare = answer.term if isinstance(answer, Neg) else answer
    if not isinstance(bare, Number):
        return False
    return (isinstance(sign, Degree) and sign.degrees == bare) or (isinstance(sign, Percent) and sign.term == bare)
