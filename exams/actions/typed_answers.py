"""Typed answers of submitted attempts: judged by algebra after the submit, scored again when a person decides one."""

from django.db import transaction

from exams.actions.results import record_result, release_if_due
from exams.adapters.scoring_store import read_inputs
from exams.choices import AttemptStatus
from exams.models import Attempt, Response
from exams.queries.content import get_attempt_content
from maths import Basis
from questions.actions.cases import keep_cases
from questions.choices import CaseSource, CaseVerdict
from questions.models import AnswerCase
from questions.queries.cases import cases_for
from questions.types import answer_digest, corrected, find, judge_answer, key_digest, typed_answers, verdict_of


def settle_typed_answers(*, attempt_id: int) -> int:
    """Ask algebra about typed answers of a submitted attempt that numeric tests left open; where any is decided, score
    again.

    Takes up to a second an answer: for a worker, never for a request. Returns how many answers were decided.
    """
    attempt = Attempt.objects.select_related("exam").get(pk=attempt_id)
    content = get_attempt_content(attempt.pk, attempt.paper_version_id)
    if attempt.status != AttemptStatus.SUBMITTED or not content.has_typed:
        return 0
    inputs = read_inputs(attempt.pk)
    known = cases_for(content.typed_items, inputs.answers)
    decided = []
    for item in content.items.values():
        whole = corrected(item, inputs.corrections.get(str(item.id), {}))
        for part, spec, text in typed_answers(whole, inputs.answers.get(item.id)):
            if find(known, (item.question_version_id, part, answer_digest(text)), spec):
                continue
            judgement = judge_answer(spec, text, algebra=True)
            verdict = verdict_of(judgement)
            if verdict in CaseVerdict.values and judgement.basis is Basis.ALGEBRA:
                decided.append(
                    AnswerCase(
                        question_version_id=item.question_version_id,
                        part=part,
                        answer=text,
                        answer_digest=answer_digest(text),
                        key_digest=key_digest(spec),
                        verdict=verdict,
                        source=CaseSource.ALGEBRA,
                        note=judgement.words[:300],
                    )
                )
    if decided:
        _keep(attempt, decided)
    return len(decided)


@transaction.atomic
def _keep(attempt: Attempt, decided: list[AnswerCase]) -> None:
    keep_cases(decided)
    run = record_result(attempt=attempt, reason="exams.algebra", written=None)
    release_if_due(attempt=attempt, run=run)


def rescore_case(*, case_id: int) -> int:
    """Score again every submitted attempt in which this answer was given. Returns how many; safe to repeat."""
    case = AnswerCase.objects.filter(pk=case_id).first()
    if case is None:
        return 0
    given = Response.objects.filter(
        item__question_version=case.question_version_id, attempt__status=AttemptStatus.SUBMITTED
    ).select_related("attempt__exam")
    count = 0
    for response in given.order_by("pk").iterator(chunk_size=200):
        of_part = response.answer.get("parts", {}).get(case.part, {}) if case.part else response.answer
        if answer_digest(of_part.get("text", "")) == case.answer_digest:
            _rescore(response.attempt)
            count += 1
    return count


@transaction.atomic
def _rescore(attempt: Attempt) -> None:
    run = record_result(attempt=attempt, reason="exams.answer_decided", written=None)
    release_if_due(attempt=attempt, run=run)
