"""An administrator corrects the marks of a finished script."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from evaluations.actions.annotations import NoReason
from evaluations.actions.marks import read_marks
from evaluations.choices import TaskState
from evaluations.models import Mark, MarkingTask, Script
from evaluations.queries.marks import as_written, counted_marks
from evaluations.rules.awards import plain
from exams.actions.results import record_result, release_if_due
from exams.models import ResultRun
from exams.queries.content import get_paper_content
from mathvidya.audit.records import record
from mathvidya.lib.errors import DomainError

LONGEST_REASON = 300


class NotMarkedYet(DomainError):
    code = "script_not_marked"
    status = 409
    detail = _("Only the marks of a script that is done can be overridden; hand this one on instead.")


class OverrideReasonMissing(NoReason):
    detail = f"Say in at most {LONGEST_REASON} characters why the marks change; it goes to the audit."


@transaction.atomic
def override_marks(*, task: MarkingTask, by: User, reason: object, marks: list[Mapping[str, Any]]) -> ResultRun:
    """Put an administrator's marks over those of a script's teachers, and make the result that follows from them.

    A result that is out is revised at once, and its readers get a notice; the teachers' marks and the old run stay on
    record. The marks that already count change nothing. Raises NotMarkedYet, OverrideReasonMissing, BadMarks.
    """
    if not isinstance(reason, str) or not 0 < len(reason.strip()) <= LONGEST_REASON:
        raise OverrideReasonMissing(fields={"reason": [OverrideReasonMissing.detail]})
    # The script's row is the lock: two administrators come one after the other.
    script = Script.objects.select_for_update(of=("self",)).select_related("attempt__exam").get(pk=task.script_id)
    if not MarkingTask.objects.filter(pk=task.pk, state=TaskState.DONE).exists():
        raise NotMarkedYet
    content, counted = get_paper_content(script.attempt.paper_version_id), counted_marks(script.pk)
    every = {
        (item.id, step.key): step for item in content.items.values() for step in item.written_steps + item.typed_steps
    }
    steps = {place: step for place, step in every.items() if place in counted}
    fresh = read_marks(marks, attempt_id=script.attempt_id, steps=steps, current=counted)
    changes = []
    for mark in fresh:
        before = counted[mark.item_id, mark.step]
        mark.task_id, mark.by = before.task_id, by
        change = {"item": mark.item_id, "step": mark.step, "from": plain(before.award), "to": plain(mark.award)}
        changes.append(change)
    Mark.objects.bulk_create(fresh)
    written = as_written(counted_marks(script.pk))
    run = record_result(attempt=script.attempt, reason="evaluations.override", written=written, by=by)
    if fresh:
        facts = {"run": run.pk, "changes": changes}
        record(actor=by, action="evaluations.marks_overridden", target=task, reason=reason.strip(), facts=facts)
        release_if_due(attempt=script.attempt, run=run)
    return run
