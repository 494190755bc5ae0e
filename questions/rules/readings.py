"""What we read in typed maths, and how we would judge it, as plain values."""

from collections.abc import Mapping, Sequence
from typing import Any

from maths import Notation, Reading, SpecRefused, check_working, read, spec_of
from questions.rules.faults import BadSpec
from questions.rules.typed_maths import judge_answer, verdict_of

UNDECIDED, UNREADABLE = "undecided", "unreadable"


def read_json(text: str, test: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Return {"latex", "is_ambiguous", "problem"}: one of `latex` and `problem` is None. `test`: of the question."""
    return _as_json(read(text, _declared_notation(test) if test else None))


def _declared_notation(test: Mapping[str, Any]) -> Notation:
    """Return the notation of a test alone. The key would add its letters and units, which a student must not learn."""
    return spec_of({**test, "key": "0"}).notation


def judged_json(*, key: str, test: Mapping[str, Any], answers: Sequence[str]) -> dict[str, Any]:
    """Return {"key": reading, "answers": [reading and verdict]}. Raises BadSpec (400)."""
    try:
        spec_of({**test, "key": key})
    except SpecRefused as refusal:
        raise _bad_spec(refusal) from refusal
    spec = {"test": test, "answer": {"value": key}}
    return {"key": read_json(key), "answers": [_judged(spec, answer) for answer in answers]}


def working_json(*, lines: Sequence[str], test: Mapping[str, Any], given: int) -> dict[str, Any]:
    """Return {"lines": [reading and whether it follows], "first_wrong", "is_judged"}. Raises BadSpec (400).

    Takes up to four seconds where each line needs algebra.
    """
    options = {name: value for name, value in test.items() if name != "key"}
    try:
        working = check_working(lines, options, given=given)
    except SpecRefused as refusal:
        raise _bad_spec(refusal) from refusal
    checked = [
        {**_as_json(line.reading), "line": text, "follows": line.follows, "why": line.words}
        for text, line in zip(lines, working.lines, strict=True)
    ]
    return {"lines": checked, "first_wrong": working.first_wrong, "is_judged": working.is_judged}


def _bad_spec(refusal: SpecRefused) -> BadSpec:
    return BadSpec(fields={refusal.option: [refusal.words]})


def _as_json(reading: Reading) -> dict[str, Any]:
    problem = reading.problem
    return {
        "latex": None if problem else reading.latex,
        "is_ambiguous": reading.is_ambiguous,
        "problem": {"position": problem.position, "code": problem.code, "detail": problem.words} if problem else None,
    }


def _judged(spec: Mapping[str, Any], answer: str) -> dict[str, Any]:
    judgement = judge_answer(spec, answer, algebra=True)
    verdict = verdict_of(judgement).value
    if verdict == "awaiting":
        verdict = UNREADABLE if judgement.reading.problem else UNDECIDED
    return {
        **_as_json(judgement.reading),
        "answer": answer,
        "verdict": verdict,
        "why": judgement.form.words if judgement.form and not judgement.form.is_right else judgement.words,
        "basis": judgement.basis.value if judgement.basis else "",
    }
