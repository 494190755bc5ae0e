"""Asking for a script to be marked again."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from evaluations.actions.scripts import open_script
from evaluations.choices import TaskPurpose, TaskState
from evaluations.events import ReEvaluationRequested
from evaluations.models import MarkingTask, ReEvaluation
from evaluations.queries.requests import open_to_doubt
from evaluations.rules.promises import warn_from
from evaluations.rules.requests import may_ask
from exams.models import Attempt
from exams.queries.marking import waits_for_teacher
from mathvidya.institute.queries import promised_time
from mathvidya.lib.errors import DomainError
from mathvidya.outbox.registry import emit


class NotReleased(DomainError):
    code = "nothing_to_re_evaluate"
    status = 409
    detail = _("There is no released result with written answers to ask about.")


class AskedAlready(DomainError):
    code = "re_evaluation_exists"
    status = 409
    detail = _("A re-evaluation of this attempt was asked for already.")


class AskedTooLate(DomainError):
    code = "re_evaluation_too_late"
    status = 409
    detail = _("A re-evaluation can be asked for within seven days of the result.")


class BadRequest(DomainError):
    code = "re_evaluation_invalid"
    status = 400
    detail = _("The request cannot be taken so.")


@transaction.atomic
def request_re_evaluation(*, attempt: Attempt, by: User, reason: str, item_ids: list[int]) -> ReEvaluation:
    """Ask once, within seven days of the release, for another teacher to mark these questions (none: all) again.

    Raises NotReleased, AskedAlready, AskedTooLate, BadRequest.
    """
    attempt = Attempt.objects.select_for_update(of=("self",)).select_related("exam").get(pk=attempt.pk)
    doubtable = open_to_doubt(attempt)
    if attempt.published_at is None or not doubtable:
        raise NotReleased
    if ReEvaluation.objects.filter(attempt=attempt).exists():
        raise AskedAlready
    now = timezone.now()
    if not may_ask(published_at=attempt.published_at, now=now):
        raise AskedTooLate
    if not set(item_ids) <= set(doubtable):
        not_open = _("Only questions that a teacher marked, or that were answered in typed maths.")
        raise BadRequest(fields={"items": [str(not_open)]})
    if not item_ids and not waits_for_teacher(attempt.pk, attempt.paper_version_id):
        raise BadRequest(fields={"items": [str(_("Say which answers are meant: no teacher marked any."))]})
    # Where the machine judged everything, a teacher sees the attempt for the first time now.
    script, _is_new = open_script(attempt=attempt)
    first = script.tasks.filter(state=TaskState.DONE).order_by("-done_at").first()
    due_at = promised_time(now, attempt.exam.promise_hours)
    task = MarkingTask.objects.create(
        script=script,
        purpose=TaskPurpose.RE_EVALUATION,
        subject_id=attempt.exam.subject_id,
        student_id=attempt.student_id,
        ready_at=now,
        due_at=due_at,
        warn_at=warn_from(now, due_at),
        not_for_id=first.marker_id if first else None,
    )
    request = ReEvaluation.objects.create(
        attempt=attempt, requested_by=by, reason=reason.strip(), items=sorted(item_ids), task=task
    )
    emit(
        ReEvaluationRequested(
            request_id=request.pk, attempt_id=attempt.pk, student_id=attempt.student_id, task_id=task.pk
        )
    )
    return request
