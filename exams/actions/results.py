"""Results: runs are added, never changed; publishing moves the attempt's pointer."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Exists, Max, OuterRef
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from exams.actions.facts import items_answered
from exams.adapters.clock import database_now
from exams.adapters.scoring_store import read_inputs
from exams.choices import AttemptStatus, ReleaseRule
from exams.events import ResultPublished
from exams.models import Attempt, Exam, ResultRun
from exams.queries.content import get_attempt_content
from exams.rules.scoring import RULES_VERSION, cases_met, inputs_hash, score, written_of
from mathvidya.audit.records import record
from mathvidya.lib.errors import DomainError
from mathvidya.outbox.registry import emit
from questions.queries.cases import cases_for


class NotSubmitted(DomainError):
    code = "attempt_not_submitted"
    status = 409
    detail = _("This attempt is still open.")


class ResultIncomplete(DomainError):
    code = "result_incomplete"
    status = 409
    detail = _("Some answers still wait for a teacher's marks.")


@transaction.atomic
def record_result(
    *, attempt: Attempt, reason: str, written: Mapping[str, Any] | None, by: User | None = None
) -> ResultRun:
    """Score the submitted attempt again, with the newest key and `written`, and keep it as a new run.

    `written`: {str(item id): {step key: {"award": "1.5", "not_attempted", "error_tag", "comment"}}}; None keeps the
    marks of the newest run. The same inputs and key give the newest run back. Raises NotSubmitted (409).
    """
    locked = Attempt.objects.select_for_update().get(pk=attempt.pk)
    if locked.status != AttemptStatus.SUBMITTED:
        raise NotSubmitted
    newest = locked.runs.order_by("-number").first()
    if written is None and newest is not None:
        written = written_of(newest.body)
    inputs, content = (
        read_inputs(locked.pk),
        get_attempt_content(locked.pk, locked.paper_version_id),
    )
    cases = cases_for(content.typed_items, inputs.answers)
    met = cases_met(content, inputs.corrections, inputs.answers, cases)
    if (
        newest is not None
        and newest.key_version_id == inputs.key_id
        and newest.rules_version == RULES_VERSION
        and newest.inputs_hash == inputs_hash(inputs.answers, written, met)
    ):
        return newest
    scored = score(content, inputs.corrections, inputs.answers, written, cases)
    number = (locked.runs.aggregate(last=Max("number"))["last"] or 0) + 1
    return ResultRun.objects.create(
        attempt=locked,
        number=number,
        key_version_id=inputs.key_id,
        rules_version=RULES_VERSION,
        inputs_hash=inputs_hash(inputs.answers, written, met),
        is_complete=scored.is_complete,
        score=scored.score,
        max_score=scored.max_score,
        percentage=scored.percentage,
        grade=scored.grade,
        body=scored.body,
        reason=reason,
        created_by=by,
    )


@transaction.atomic
def publish_result(*, run: ResultRun, by: User | None = None) -> Attempt:
    """Make `run` the result that student and guardians see. Repeating it changes nothing.

    Raises ResultIncomplete, NotSubmitted (409).
    """
    if not run.is_complete:
        raise ResultIncomplete
    attempt = Attempt.objects.select_for_update().get(pk=run.attempt_id)
    if attempt.published_run_id == run.pk:
        return attempt
    if attempt.submitted_at is None:
        raise NotSubmitted
    is_revision = attempt.published_run_id is not None
    attempt.published_run = run
    attempt.published_at = database_now()
    attempt.save(update_fields=["published_run", "published_at"])
    ids = {"attempt_id": attempt.pk, "student_id": attempt.student_id}
    facts = items_answered(
        **ids,
        paper_version_id=attempt.paper_version_id,
        number=attempt.number,
        submitted_at=attempt.submitted_at,
        body=run.body,
        is_revision=is_revision,
    )
    emit(ResultPublished(**ids, run_id=run.pk, is_revision=is_revision), facts)
    if by is not None:
        record(actor=by, action="result.published", target=attempt, facts={"run": run.pk, "revision": is_revision})
    return attempt


@transaction.atomic
def release_if_due(*, attempt: Attempt, run: ResultRun | None = None) -> Attempt:
    """Publish the newest run if the exam's release rule says so now; a result that is out follows its newest run."""
    run = run or attempt.runs.order_by("-number").first()
    if run is None or not run.is_complete or attempt.published_run_id == run.pk:
        return attempt
    exam = attempt.exam
    if attempt.published_run_id is not None or is_release_due(exam.release_rule, exam.release_at, database_now()):
        return publish_result(run=run)
    return attempt


def is_release_due(rule: str, release_at: datetime | None, now: datetime) -> bool:
    """Return whether an exam's release rule lets a complete result out at `now`."""
    if rule == ReleaseRule.AT:
        return release_at is not None and release_at <= now
    return rule in (ReleaseRule.ON_SUBMIT, ReleaseRule.WHEN_MARKED)


def publish_due(*, limit: int = 500) -> int:
    """Publish results whose set time has come; safe beside another run of itself."""
    # The exams' ids are read first: with a join the database went through every unpublished attempt of all exams.
    due = list(Exam.objects.filter(release_rule=ReleaseRule.AT, release_at__lte=Now()).values_list("pk", flat=True))
    is_complete = Exists(ResultRun.objects.filter(attempt=OuterRef("pk"), is_complete=True))
    waiting = Attempt.objects.filter(is_complete, exam__in=due, status=AttemptStatus.SUBMITTED, published_run=None)
    return sum(_publish_newest(attempt, None) for attempt in waiting.order_by()[:limit])


@transaction.atomic
def publish_exam_results(*, exam: Exam, by: User) -> tuple[int, int]:
    """Publish every finished result of the exam.

    Returns (published now, still waiting for marks or for the release time).
    """
    unpublished = Attempt.objects.filter(exam=exam, published_run=None)
    done = [attempt for attempt in unpublished.order_by("pk") if _publish_newest(attempt, by)]
    record(actor=by, action="exam.results_published", target=exam, facts={"published": len(done)})
    return len(done), unpublished.count()


def _publish_newest(attempt: Attempt, by: User | None) -> bool:
    run = attempt.runs.order_by("-number").first()
    if run is None or not run.is_complete:
        return False
    publish_result(run=run, by=by)
    return True
