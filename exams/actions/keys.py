"""Corrects the key of a frozen paper: preview the effect, then make a new key version and score every attempt again."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Max

from accounts.models import User
from exams.actions.results import record_result, release_if_due
from exams.choices import AttemptStatus
from exams.models import Attempt, KeyVersion, PaperVersion, ResultRun
from exams.queries.content import get_paper_content
from mathvidya.audit.records import record
from questions.types import check_corrections


@dataclass(frozen=True)
class Rescored:
    """What rescoring did to one attempt; `before` is None where there was no run."""

    attempt_id: int
    before: Decimal | None
    after: Decimal


@transaction.atomic
def correct_key(
    *, paper_version: PaperVersion, corrections: dict[str, Any], reason: str, by: User
) -> tuple[KeyVersion, list[Rescored]]:
    """Make the next key version, holding all `corrections` (docs/results.md), and rescore every submitted attempt.

    Results that are out are revised at once; the old runs stay. Raises BadCorrection (400).
    """
    check_corrections(get_paper_content(paper_version.pk).items.values(), corrections)
    locked = PaperVersion.objects.select_for_update().get(pk=paper_version.pk)
    last = locked.keys.aggregate(last=Max("number"))["last"] or 0
    key = KeyVersion.objects.create(
        paper_version=locked, number=last + 1, corrections=corrections, reason=reason, created_by=by
    )
    record(actor=by, action="paper.key_corrected", target=locked, reason=reason, facts={"key": key.number})
    return key, rescore_attempts(key_version=key, by=by)


@transaction.atomic
def rescore_attempts(*, key_version: KeyVersion, by: User) -> list[Rescored]:
    """Score every submitted attempt of the paper with its newest key, keeping the teacher's marks."""
    attempts = Attempt.objects.filter(
        paper_version=key_version.paper_version_id, status=AttemptStatus.SUBMITTED
    ).select_related("exam")
    done = []
    for attempt in attempts.order_by("pk"):
        before: ResultRun | None = attempt.runs.order_by("-number").first()
        run = record_result(attempt=attempt, reason=f"key version {key_version.number}", written=None, by=by)
        release_if_due(attempt=attempt, run=run)
        done.append(Rescored(attempt.pk, before.score if before else None, run.score))
    return done
