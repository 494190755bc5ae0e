"""Submitting a marked script."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from evaluations.actions.leases import hold_task
from evaluations.choices import PageState, RequestState, TaskPurpose, TaskState
from evaluations.events import ReEvaluationClosed, ScriptMarked
from evaluations.models import MarkingTask, Page, PageView, ReEvaluation
from evaluations.queries.marks import as_written, current_marks, earlier_marks, steps_to_decide
from exams.actions.results import publish_result, record_result, release_if_due
from exams.models import ResultRun
from mathvidya.lib.errors import DomainError
from mathvidya.outbox.registry import emit


class ScriptUnfinished(DomainError):
    """The body lists `unseen_pages` (ids) and `undecided_steps` ([{"item", "step"}])."""

    code = "script_unfinished"
    status = 409
    members = {
        "unseen_pages": {"type": "array", "items": {"type": "integer"}},
        "undecided_steps": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["item", "step"],
                "properties": {"item": {"type": "integer"}, "step": {"type": "string"}},
            },
        },
    }
    detail = _("Some pages were not looked at, or some steps are not decided.")


class PagesComing(DomainError):
    code = "pages_in_preparation"
    status = 409
    detail = _("A page that the student sent is still being prepared. Please try again in a minute.")


@transaction.atomic
def submit_marking(*, task: MarkingTask, marker: User, fence: int) -> ResultRun:
    """Close a marking task and record the result it leads to, in one transaction.

    Submitting again what one has submitted gives the same run. Raises LeaseLost, PagesComing, ScriptUnfinished.
    """
    done = MarkingTask.objects.filter(pk=task.pk, state=TaskState.DONE, marker=marker, fence=fence).first()
    if done is not None:
        return ResultRun.objects.filter(attempt__script__tasks=task).order_by("number").last()  # type: ignore[return-value]
    task = hold_task(task_id=task.pk, marker=marker, fence=fence)
    _check_finished(task, marker)
    attempt = task.script.attempt
    marks = {**earlier_marks(task), **current_marks(task)}
    run = record_result(attempt=attempt, reason=f"evaluations.{task.purpose}", written=as_written(marks), by=marker)
    task.state, task.done_at, task.lease_until = TaskState.DONE, timezone.now(), None
    task.save(update_fields=["state", "done_at", "lease_until"])
    if task.purpose == TaskPurpose.RE_EVALUATION:
        _close_request(task, run)
    else:
        release_if_due(attempt=attempt, run=run)
    emit(ScriptMarked(task_id=task.pk, attempt_id=attempt.pk, student_id=task.student_id))
    return run


def _check_finished(task: MarkingTask, marker: User) -> None:
    # The student holds a receipt for such a page; submitting without it would leave it unseen for ever.
    if Page.objects.filter(attempt=task.script.attempt_id, state=PageState.RECEIVED).exists():
        raise PagesComing
    pages = Page.objects.shown().filter(attempt=task.script.attempt_id)
    seen = PageView.objects.filter(task=task, by=marker).values("page")
    unseen = list(pages.exclude(pk__in=seen).order_by("position", "id").values_list("pk", flat=True))
    decided = current_marks(task)
    undecided = [{"item": item, "step": step} for item, step in steps_to_decide(task) if (item, step) not in decided]
    if unseen or undecided:
        raise ScriptUnfinished(extra={"unseen_pages": unseen, "undecided_steps": undecided})


def _close_request(task: MarkingTask, run: ResultRun) -> None:
    request = ReEvaluation.objects.select_for_update(of=("self",)).select_related("attempt").get(task=task)
    before = request.attempt.published_run
    is_upheld = before is None or before.score != run.score
    request.state = RequestState.UPHELD if is_upheld else RequestState.UNCHANGED
    request.closed_at = timezone.now()
    request.save(update_fields=["state", "closed_at"])
    publish_result(run=run)
    emit(
        ReEvaluationClosed(
            request_id=request.pk, attempt_id=request.attempt_id, student_id=task.student_id, is_upheld=is_upheld
        )
    )
