"""What we read in typed maths, and how we would judge it, as plain values."""

from collections.abc import Mapping, Sequence
from typing import Any

from exams.rules.grading.expression import judge_answer, verdict_of
from exams.rules.specs import BadSpec
from mathvidya.maths import Reading, SpecRefused, read
from mathvidya.maths.specs import spec_of

UNDECIDED, UNREADABLE = "undecided", "unreadable"


def read_json(text: str) -> dict[str, Any]:
    """{"latex", "is_ambiguous", "problem"}: one of `latex` and `problem` is None."""
    return _as_json(read(text))


def judged_json(*, key: str, test: Mapping[str, Any], answers: Sequence[str]) -> dict[str, Any]:
    """{"key": reading, "answers": [reading and verdict]}. Raises BadSpec (400)."""
    try:
        spec_of({**test, "key": key})
    except SpecRefused as refusal:
        raise BadSpec(fields={refusal.option: [refusal.words]}) from refusal
    spec = {"test": test, "answer": {"value": key}}
    return {"key": read_json(key), "answers": [_judged(spec, answer) for answer in answers]}


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
        "why": judgement.form.why if judgement.form and not judgement.form.is_right else judgement.words,
        "basis": judgement.basis.value if judgement.basis else "",
    }
