"""Typed maths: judged by meaning, and left to a teacher where the machine cannot tell (docs/maths.md)."""

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from maths import Judgement, Verdict, judge
from questions.rules.cases import NONE, Cases, answer_digest, find
from questions.rules.content import Step
from questions.rules.grading import verdicts
from questions.rules.grading.verdicts import Graded, judged
from questions.rules.grading.written import grade_steps

CENT = Decimal("0.01")


def judge_answer(spec: Mapping[str, Any], text: str, *, algebra: bool) -> Judgement:
    """What the machine says of `text`. Without `algebra` that takes a millisecond or two, and more is left open."""
    return judge({**spec["test"], "key": spec["answer"]["value"]}, text, algebra=algebra)


def verdict_of(judgement: Judgement) -> verdicts.Verdict:
    """As it is scored: what the machine cannot read or tell awaits a teacher."""
    if judgement.verdict is Verdict.WRONG:
        return verdicts.Verdict.WRONG
    if judgement.verdict is not Verdict.RIGHT:
        return verdicts.Verdict.AWAITING
    if judgement.form is None or judgement.form.is_right:
        return verdicts.Verdict.RIGHT
    return verdicts.Verdict.AWAITING if judgement.form.is_right is None else verdicts.Verdict.PARTLY


def grade(
    spec: Mapping[str, Any],
    answer: Mapping[str, Any] | None,
    awards: Mapping[str, Mapping[str, Any]] | None,
    step: Step,
    marks: Decimal,
    negative: Decimal,
    *,
    version_id: int,
    cases: Cases = NONE,
) -> tuple[Graded, dict[str, dict[str, Any]]]:
    """(verdict, the step as a teacher decided it). A teacher's award stands above a case, a case above the machine.

    An answer of the right value in the wrong form earns the share `spec["form_share"]` of the marks.
    """
    if awards and step.key in awards:
        return grade_steps((step,), awards, marks)
    text = (answer or {}).get("text", "")
    if not text.strip():
        return Graded(Decimal(0), verdicts.Verdict.UNANSWERED), {}
    part = step.key.rpartition(".")[0]
    case = find(cases, (version_id, part, answer_digest(text)), spec)
    verdict = verdicts.Verdict(case.verdict) if case else verdict_of(judge_answer(spec, text, algebra=False))
    if verdict is verdicts.Verdict.PARTLY:
        share = Decimal(spec.get("form_share", "0"))
        return Graded((marks * share).quantize(CENT, ROUND_HALF_UP), verdict), {}
    if verdict is verdicts.Verdict.AWAITING:
        return Graded(Decimal(0), verdict), {}
    return judged(verdict is verdicts.Verdict.RIGHT, marks, negative), {}
