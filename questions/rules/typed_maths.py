"""Typed maths: judged by meaning, and left to a teacher where the machine cannot decide (docs/maths.md)."""

from collections.abc import Mapping
from typing import Any

from maths import Judgement, Verdict, judge
from questions.rules import verdicts


def judge_answer(spec: Mapping[str, Any], text: str, *, algebra: bool) -> Judgement:
    """Return how `text` is judged. Without `algebra` that takes a millisecond or two, and leaves more answers open."""
    return judge({**spec["test"], "key": spec["answer"]["value"]}, text, algebra=algebra)


def verdict_of(judgement: Judgement) -> verdicts.Verdict:
    """Return the verdict for scoring: what the machine cannot read or decide waits for a teacher."""
    if judgement.verdict is Verdict.WRONG:
        return verdicts.Verdict.WRONG
    if judgement.verdict is not Verdict.RIGHT:
        return verdicts.Verdict.AWAITING
    if judgement.form is None or judgement.form.is_right:
        return verdicts.Verdict.RIGHT
    return verdicts.Verdict.AWAITING if judgement.form.is_right is None else verdicts.Verdict.PARTLY
