"""Comparison of equations, inequalities and systems: they are the same when their solutions are."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import permutations

from maths.checks.sets import same_in_each, same_region
from maths.checks.values import together
from maths.domains import points
from maths.evaluation import evaluate, precise
from maths.matrices import Letters, same_equations_in_matrices
from maths.meaning import Beyond, Undefined, unknowns_of
from maths.points import Basis, Comparison, Same
from maths.polynomials import Polynomial, constant_ratio, rational_of
from maths.syntax import Add, Neg, Node, Relation, System, Tuple, symbols_of, walk
from maths.terms import Terms

_MOST_EQUATIONS = 4
_UNKNOWN = frozenset("→∥⊥∼")
_TURNED = {"<": ">", ">": "<", "≤": "≥", "≥": "≤", "=": "=", "≠": "≠"}


def relations_of(node: Node) -> list[Relation] | None:
    """Return the single relations of an equation, a chain, a system or two points; None for anything else."""
    if isinstance(node, System):
        found = [relations_of(part) for part in node.parts]
        return [one for some in found if some for one in some] if all(found) else None
    if not isinstance(node, Relation):
        return None
    pairs = zip(node.operands, node.operators, node.operands[1:], strict=False)
    single: list[Relation] = []
    for left, sign, right in pairs:
        if isinstance(left, Tuple) and isinstance(right, Tuple) and len(left.items) == len(right.items):
            single += [Relation(both, (sign,)) for both in zip(left.items, right.items, strict=True)]
        else:
            single.append(Relation((left, right), (sign,)))
    return single


def same_relations(key: Node, answer: Node, terms: Terms) -> Comparison:
    """Compare equations or systems by their solutions."""
    one, two = relations_of(key), relations_of(answer)
    if _is_unknown(key) or _is_unknown(answer):
        return _same_by_sides(one or [], two or [])
    if terms.matrices and terms.matrices.stand_in(key, answer):
        return _same_of_matrices(one or [], two or [], terms.matrices)
    if not one or not two:
        names = symbols_of(key) | symbols_of(answer)
        return same_region(key, answer, terms) if len(names) == 1 else Comparison(Same.OPEN, why="not_solved")
    if len(one) == len(two) == 1:
        return _same_relation(one[0], two[0], terms)
    linear = _same_linear(one, two)
    if linear is not None:
        return Comparison(Same.YES if linear else Same.NO, Basis.EXACT, "" if linear else "other_solutions")
    if len(one) == len(two) <= _MOST_EQUATIONS:
        for order in permutations(two):
            if terms.is_late:
                break
            found = together(_same_relation(left, right, terms) for left, right in zip(one, order, strict=True))
            if found.same is Same.YES:
                return found
    if len(symbols_of(key) | symbols_of(answer)) == 1:
        return same_region(key, answer, terms)
    return Comparison(Same.OPEN, why="not_solved")


def _is_unknown(node: Node) -> bool:
    return any(isinstance(part, Relation) and not _UNKNOWN.isdisjoint(part.operators) for part in walk(node))


def _same_by_sides(key: list[Relation], answer: list[Relation]) -> Comparison:
    """Compare AB ∥ CD and CD ∥ BA: the same sides with the same sign, perhaps exchanged."""
    if len(key) == len(answer) == 1 and key[0].operators == answer[0].operators:
        sides, others = ([rational_of(side) for side in one[0].operands] for one in (key, answer))
        is_turned = key[0].operators[0] != "→" and sides == others[::-1]
        if None not in sides and (sides == others or is_turned):
            return Comparison(Same.YES, Basis.EXACT)
    return Comparison(Same.OPEN, Basis.EXACT, "not_solved")


def _same_of_matrices(key: list[Relation], answer: list[Relation], letters: Letters) -> Comparison:
    if len(key) != 1 or len(answer) != 1 or key[0].operators != ("=",) or answer[0].operators != ("=",):
        return Comparison(Same.OPEN, why="not_solved")
    (left, right), (one, two) = key[0].operands, answer[0].operands
    return same_equations_in_matrices((left, right), (one, two), letters)


def _same_relation(key: Relation, answer: Relation, terms: Terms) -> Comparison:
    left, right = _difference(key), _difference(answer)
    ratio = _ratio(left, right, is_equation=key.operators == answer.operators == ("=",))
    if ratio is not None:
        sign = answer.operators[0] if ratio > 0 else _TURNED.get(answer.operators[0], "")
        if sign == key.operators[0]:
            return Comparison(Same.YES, Basis.EXACT)
        return Comparison(Same.NO, Basis.EXACT, "other_sign")
    unknowns = sorted(symbols_of(key) | symbols_of(answer))
    if not unknowns:
        return Comparison(Same.OPEN, why="not_solved")
    if key.operators == answer.operators == ("=",) and _is_multiple(left, right, terms):
        return Comparison(Same.YES)
    found = Comparison(Same.OPEN, why="not_solved")
    for unknown in unknowns:
        if terms.is_late:
            break
        found = same_region(key, answer, terms, unknown, must_exist=True)
        if found.same is not Same.OPEN:
            break
    others = [name for name in unknowns if name != unknown]
    return same_in_each(key, answer, terms, others, found) if found.same is Same.YES else found


def _difference(relation: Relation) -> Node:
    return Add((relation.operands[0], Neg(relation.operands[1])))


def _ratio(left: Node, right: Node, *, is_equation: bool) -> Fraction | None:
    """Return the number q with left = q · right, for polynomials; in an equation with harmless denominators too."""
    one, two = rational_of(left), rational_of(right)
    if not one or not two or not (_is_harmless(*one) and _is_harmless(*two)):
        return None
    ratio = constant_ratio(one[0], two[0])
    if ratio is None or set(one[1]) != {()} or set(two[1]) != {()}:
        return ratio if is_equation else None
    return ratio / one[1][()] * two[1][()]


def _is_harmless(above: Polynomial, below: Polynomial) -> bool:
    """Whether the denominator is a number, or one term of which no letter divides the numerator."""
    if len(below) != 1:
        return False
    return all(any(name not in dict(monomial) for monomial in above) for name, _power in next(iter(below)))


def _is_multiple(left: Node, right: Node, terms: Terms) -> bool:
    """Whether left is a number times right, at several points in 50 digits."""
    context, ratios = precise(), []
    for point in points(unknowns_of(left) | unknowns_of(right), terms.domain):
        try:
            below = evaluate(right, point, context, terms.meaning)
            ratios.append(evaluate(left, point, context, terms.meaning) / below)
        except (Undefined, Beyond, ZeroDivisionError):
            continue
        if len(ratios) == 4:
            break
    tiny = context.mpf(10) ** (12 - context.dps)
    return len(ratios) == 4 and ratios[0] != 0 and all(abs(one - ratios[0]) < abs(ratios[0]) * tiny for one in ratios)


def _same_linear(key: list[Relation], answer: list[Relation]) -> bool | None:
    """Whether two linear systems have the same reduced rows; None where one is not linear."""
    one, two = _rows(key), _rows(answer)
    if one is None or two is None:
        return None
    names = sorted({name for row in (*one, *two) for name in row if name})
    return _reduced(one, names) == _reduced(two, names)


def _rows(relations: list[Relation]) -> list[dict[str, Fraction]] | None:
    rows = []
    for relation in relations:
        rational = rational_of(_difference(relation)) if relation.operators == ("=",) else None
        row = _linear(rational[0]) if rational and set(rational[1]) == {()} else None
        if row is None:
            return None
        rows.append(row)
    return rows


def _linear(polynomial: Polynomial) -> dict[str, Fraction] | None:
    row: dict[str, Fraction] = {}
    for monomial, coefficient in polynomial.items():
        if len(monomial) > 1 or (monomial and monomial[0][1] > 1):
            return None
        row[monomial[0][0] if monomial else ""] = coefficient
    return row


def _reduced(rows: list[dict[str, Fraction]], names: list[str]) -> list[list[Fraction]]:
    """Reduce rows by Gauss and Jordan; a contradiction becomes the one row 0 = 1."""
    left = [[row.get(name, Fraction(0)) for name in (*names, "")] for row in rows]
    done: list[list[Fraction]] = []
    for column in range(len(names) + 1):
        pivot = next((row for row in left if row[column]), None)
        if pivot is None:
            continue
        left.remove(pivot)
        pivot = [value / pivot[column] for value in pivot]
        left = [[a - row[column] * b for a, b in zip(row, pivot, strict=True)] for row in left]
        done = [[a - row[column] * b for a, b in zip(row, pivot, strict=True)] for row in done] + [pivot]
    return done


def is_implied(known: Sequence[Node], node: Node) -> bool | None:
    """Return whether linear equations follow from others that have a solution; None where one is not linear."""
    given = [relations_of(one) for one in known]
    asked = relations_of(node)
    if not asked or not all(given):
        return None
    rows, more = _rows([one for some in given for one in some or ()]), _rows(asked)
    if rows is None or more is None:
        return None
    names = sorted({name for row in (*rows, *more) for name in row if name})
    before = _reduced(rows, names)
    return before == _reduced([*rows, *more], names)
