"""Verdicts on typed answers that are kept: by an author, by a teacher after a dispute, by algebra."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from mathvidya.audit.records import record
from mathvidya.outbox.registry import emit
from questions.choices import CaseSource, CaseVerdict
from questions.events import AnswerDecided
from questions.models import AnswerCase, QuestionVersion
from questions.rules.cases import answer_digest
from questions.rules.faults import BadSpec
from questions.rules.templates import is_parametric
from questions.rules.typed_maths import judge_answer, verdict_of
from questions.types import typed_places


def keep_cases(cases: Sequence[AnswerCase]) -> None:
    """Keep what algebra decided; harmless where another worker has kept the same."""
    AnswerCase.objects.bulk_create(cases, ignore_conflicts=True)


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
    """Record a person's verdict on one typed answer: from now on it is judged so for everyone who typed it.

    `drawn_key`: of a parametric question the digest of the key with its drawn values; the verdict holds only for these.
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
    """Let the machine judge that answer again. Results stay as they are until the attempt is scored again."""
    record(
        actor=by,
        action="question.answer_left_to_machine",
        target=case.question_version.question,
        facts={"answer": case.answer},
    )
    case.delete()


def carry_cases(*, before: QuestionVersion, after: QuestionVersion) -> None:
    """Copy people's verdicts on answers to the old wording to the new one.

    Raises BadSpec where the new key contradicts one.

    Of a parametric question nothing is copied: there a verdict holds only for drawn values.
    """
    broken: dict[str, list[str]] = {}
    places = {} if is_parametric(after.spec) else typed_places(after.type, after.spec)
    for case in before.cases.decided_by_people().filter(key_digest=""):
        spec = places.get(case.part)
        if spec is None:
            continue
        verdict = verdict_of(judge_answer(spec, case.answer, algebra=False))
        if verdict in CaseVerdict.values and verdict != case.verdict and case.source == CaseSource.AUTHOR:
            words = _("“%(answer)s” is kept as an example that is %(verdict)s; this key judges it otherwise.")
            sentence = words % {"answer": case.answer, "verdict": case.get_verdict_display()}
            broken.setdefault("answer", []).append(sentence)
        case.pk, case.question_version = None, after
        case.save(force_insert=True)
    if broken:
        raise BadSpec(fields=broken)
