"""`judge` takes a spec and a typed answer and returns a judgement, for any input, in a second or two at most."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from maths.checks.constants import same_up_to_constant
from maths.checks.equations import same_relations
from maths.checks.equivalence import equivalent
from maths.checks.measures import same_measure
from maths.checks.numbers import of_kind, within
from maths.checks.sets import same_set
from maths.checks.shapes import label_of, without_label
from maths.checks.values import same_value
from maths.forms.verdict import form_verdict
from maths.meaning import Meaning, is_plain_angle
from maths.points import Basis, Comparison, Same
from maths.reading import Reading, read, reread
from maths.specs import Spec, spec_of
from maths.symbols import TRIGONOMETRIC
from maths.syntax import Applied, BigOperator, Call, Derivative, Node, Relation, Symbol, walk
from maths.terms import Terms
from maths.trees import prepared
from maths.verdicts import FormVerdict, Judgement, Verdict

_VERDICTS = {Same.YES: Verdict.RIGHT, Same.NO: Verdict.WRONG, Same.OPEN: Verdict.CANNOT_JUDGE}
_WHY = {Same.YES: "same", Same.NO: "other_value", Same.OPEN: "undecided"}


def judge(spec: dict[str, Any], text: str, *, algebra: bool = True) -> Judgement:
    """Judge a typed answer. Raises SpecRefused for a spec that does not hold, and nothing else.

    Without `algebra` the calculator is not asked: that takes milliseconds, and a little more is left open.
    """
    asked = spec_of(spec)
    reading = read(text, asked.notation)
    if reading.tree is None:
        return Judgement(Verdict.INVALID, reading, reading.problem.code if reading.problem else "empty")
    terms = Terms(asked.domain, asked.meaning, algebra=algebra, matrices=asked.matrices)
    found = decide(asked, reading.tree, terms)
    if found.same is Same.NO and _is_right_otherwise(asked, reading, terms):
        found = Comparison(Same.OPEN, found.basis, "read_otherwise")
    if found.same is Same.YES and _still_to_do(reading.tree) - _still_to_do(asked.key):
        found = Comparison(Same.OPEN, found.basis, "not_worked_out")
    form = _form(asked, reading.tree, terms) if found.same is Same.YES else None
    return Judgement(_VERDICTS[found.same], reading, found.why or _WHY[found.same], found.basis, form)


def _still_to_do(node: Node) -> set[str]:
    """Return the integrals, derivatives, limits and sums written as such: the question may be just to work them out."""
    kinds = {part.kind for part in walk(node) if isinstance(part, BigOperator)}
    derived = any(
        isinstance(part, Derivative) and part.by and not isinstance(part.of, Symbol | Applied) for part in walk(node)
    )
    return kinds | ({"derivative"} if derived else set())


def _form(spec: Spec, answer: Node, terms: Terms) -> FormVerdict | None:
    """Return how a right answer is written. What is only near the key is not exact."""
    relations = [part for part in walk(spec.key) if isinstance(part, Relation)]
    is_equation = spec.test == "equation" or any(label_of(one) is None for one in relations)
    if spec.form and terms.matrices and terms.matrices.stand_in(spec.key, answer):
        return FormVerdict(spec.form[0], None, "form_not_told")  # forms are those of numbers, where ab and ba are like
    found = form_verdict(spec.form, answer, is_equation=is_equation)
    if spec.test != "tolerance" or "exact" not in spec.form or not found or not found.is_right:
        return found
    is_rounded = decide(replace(spec, test="equivalent"), answer, terms).same is Same.NO
    return FormVerdict("exact", False, "rounded") if is_rounded else found


def decide(spec: Spec, answer: Node, terms: Terms) -> Comparison:
    """Compare a tree with the key by the spec's test. Never raises: what is nested too deeply stays open."""
    spec, answer = replace(spec, key=prepared(spec.key)), prepared(answer)
    try:
        return _TESTS[spec.test](spec, answer, terms)
    except (RecursionError, MemoryError):
        return Comparison(Same.OPEN, Basis.EXACT, "too_large")


def _is_right_otherwise(spec: Spec, reading: Reading, terms: Terms) -> bool:
    """Return whether a wrong answer is right when its text, or a log or an angle in it, is read another way."""
    for tree, meaning in _other_readings(spec, reading):
        if terms.is_late:
            return True
        if decide(spec, tree, terms.meaning_otherwise(meaning)).same is Same.YES:
            return True
    return False


def _other_readings(spec: Spec, reading: Reading) -> Iterator[tuple[Node, Meaning]]:
    if reading.tree is None:
        return
    other = reread(reading, spec.notation).tree if reading.is_ambiguous else None
    if other is not None:
        yield other, spec.meaning
    log_is_open, angle_is_open = spec.meaning_is_open
    calls = [part for tree in (spec.key, reading.tree) for part in walk(tree) if isinstance(part, Call)]
    if log_is_open and any(call.name == "log" and len(call.arguments) == 1 for call in calls):
        yield reading.tree, replace(spec.meaning, log_base="10")
    if angle_is_open and any(call.name in TRIGONOMETRIC and is_plain_angle(call) for call in calls):
        yield reading.tree, replace(spec.meaning, in_degrees=True)


def _equivalent(spec: Spec, answer: Node, terms: Terms) -> Comparison:
    if spec.constant:
        return same_up_to_constant(spec.key, answer, spec.constant, terms)
    return equivalent(spec.key, answer, terms)


def _equation(spec: Spec, answer: Node, terms: Terms) -> Comparison:
    if not any(isinstance(part, Relation) for part in walk(answer)):
        return Comparison(Same.NO, Basis.EXACT, "no_equation")
    return same_relations(spec.key, answer, terms)


def _function(spec: Spec, answer: Node, terms: Terms) -> Comparison:
    return same_value(without_label(spec.key), without_label(answer), terms, strict=True)


def _units(spec: Spec, answer: Node, terms: Terms) -> Comparison:
    key, value = without_label(spec.key), without_label(answer)
    if spec.tolerance:
        return within(key, value, spec.tolerance, terms)
    return same_measure(key, value, terms, exact=spec.units == "exact", must=True)


_TESTS: dict[str, Callable[[Spec, Node, Terms], Comparison]] = {
    "equivalent": _equivalent,
    "set": lambda spec, answer, terms: same_set(spec.key, answer, terms, equivalent),
    "equation": _equation,
    "function": _function,
    "tolerance": lambda spec, answer, terms: within(spec.key, answer, spec.tolerance, terms),
    "units": _units,
    "number": lambda spec, answer, terms: of_kind(spec.key, answer, spec.number, terms),
}
