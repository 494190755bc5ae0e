"""Verdicts on typed answers that are kept: by algebra after the submit, by an author, by a teacher after a dispute."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from exams.actions.results import record_result, release_if_due
from exams.adapters.scoring_store import read_inputs
from exams.choices import AttemptStatus, CaseSource, CaseVerdict
from exams.events import AnswerDecided
from exams.models import AnswerCase, Attempt, QuestionVersion, Response
from exams.queries.cases import cases_for
from exams.queries.content import get_attempt_content
from exams.rules.cases import answer_digest, find, key_digest, typed_answers
from exams.rules.grading.expression import judge_answer, verdict_of
from exams.rules.scoring import corrected
from exams.rules.specs import BadSpec
from maths import Basis
from mathvidya.audit.records import record
from mathvidya.outbox.registry import emit


def settle_typed_answers(*, attempt_id: int) -> int:
    """Ask algebra about what points left open in a submitted sitting, and score it again where that decided something.

    Takes up to a second an answer: for a worker, never for a request. Returns how many answers were decided.
    """
    attempt = Attempt.objects.select_related("exam").get(pk=attempt_id)
    content = get_attempt_content(attempt.pk, attempt.paper_version_id)
    if attempt.status != AttemptStatus.SUBMITTED or not content.has_typed:
        return 0
    inputs = read_inputs(attempt.pk)
    known = cases_for(content, inputs.answers)
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
    # Another worker may have decided the same answer of another student a moment earlier, and to the same effect.
    AnswerCase.objects.bulk_create(decided, ignore_conflicts=True)
    run = record_result(attempt=attempt, reason="exams.algebra", written=None)
    release_if_due(attempt=attempt, run=run)


@transaction.atomic
def decide_answer(
    *,
    version: QuestionVersion,
    part: str,
    answer: str,
    verdict: CaseVerdict,
    source: CaseSource,
    note: str,
    by: User | None,
    drawn_key: str = "",
) -> AnswerCase:
    """A person's word on one typed answer: from now on, and for everyone who typed it, it is judged so.

    `drawn_key`: of a parametric question the digest of the key with its drawn values, for which alone the word holds.
    """
    place: dict[str, Any] = {
        "question_version": version,
        "part": part,
        "answer_digest": answer_digest(answer),
        "key_digest": drawn_key,
    }
    word: dict[str, Any] = {"verdict": verdict, "source": source, "note": note[:300]}
    case = AnswerCase.objects.filter(**place, **word).first()
    if case is not None:
        return case
    case, _is_new = AnswerCase.objects.update_or_create(**place, defaults={**word, "answer": answer, "created_by": by})
    record(
        actor=by, action="question.answer_decided", target=version.question, facts={"case": case.pk, "verdict": verdict}
    )
    emit(AnswerDecided(case_id=case.pk))
    return case


@transaction.atomic
def withdraw_case(*, case: AnswerCase, by: User) -> None:
    """Let the machine judge that answer again. Results stay as they are until the sitting is scored anew."""
    record(
        actor=by,
        action="question.answer_left_to_machine",
        target=case.question_version.question,
        facts={"answer": case.answer},
    )
    case.delete()


def carry_cases(*, before: QuestionVersion, after: QuestionVersion) -> None:
    """A new wording keeps every person's word on answers to the old one. Raises BadSpec where its key contradicts one.

    Of a parametric question nothing is carried: there a word holds for drawn values.
    """
    broken: dict[str, list[str]] = {}
    for case in before.cases.decided_by_people().filter(key_digest=""):
        spec = _spec_of_part(after, case.part)
        if spec is None:
            continue
        verdict = verdict_of(judge_answer(spec, case.answer, algebra=False))
        if verdict in CaseVerdict.values and verdict != case.verdict and case.source == CaseSource.AUTHOR:
            words = _("“%(answer)s” is kept as an example that is %(verdict)s; this key judges it otherwise.")
            told = words % {"answer": case.answer, "verdict": case.get_verdict_display()}
            broken.setdefault("answer", []).append(told)
        case.pk, case.question_version = None, after
        case.save(force_insert=True)
    if broken:
        raise BadSpec(fields=broken)


def _spec_of_part(version: QuestionVersion, part: str) -> dict[str, Any] | None:
    specs = (
        version.spec["parts"] if version.type == "case_study" else [{**version.spec, "type": version.type, "key": ""}]
    )
    fitting = (spec for spec in specs if spec["key"] == part and spec["type"] == "expression")
    return None if "template" in version.spec else next(fitting, None)


def rescore_case(*, case_id: int) -> int:
    """Score again every submitted sitting in which this answer was given. Returns how many; safe to repeat."""
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
