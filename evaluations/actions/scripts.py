"""From a submitted attempt to a script that waits for its marker."""

from django.db import transaction
from django.utils import timezone

from evaluations.choices import PageState, TaskPurpose, TaskState
from evaluations.models import MarkingTask, Page, Script
from evaluations.rules.page_times import LATE
from evaluations.rules.promises import warn_from
from exams.models import Attempt
from exams.queries.marking import waits_for_teacher
from mathvidya.institute.queries import promised_time

AWAITED = (PageState.DECLARED, PageState.RECEIVED)


@transaction.atomic
def create_script(*, attempt_id: int) -> Script | None:
    """Open the marking of a submitted attempt; None where nothing in it waits for a teacher.

    The promised time counts from the submission, once: a second call finds what the first one made.
    """
    attempt = Attempt.objects.select_for_update(of=("self",)).select_related("exam").get(pk=attempt_id)
    if attempt.submitted_at is None or not waits_for_teacher(attempt.pk, attempt.paper_version_id):
        return None
    script, is_new = open_script(attempt=attempt)
    if is_new:
        MarkingTask.objects.create(
            script=script,
            purpose=TaskPurpose.FIRST,
            subject_id=attempt.exam.subject_id,
            student_id=attempt.student_id,
            ready_at=script.ready_at,
            due_at=script.due_at,
            warn_at=warn_from(timezone.now(), script.due_at),
        )
    return script


def open_script(*, attempt: Attempt) -> tuple[Script, bool]:
    """Return the script of a locked, submitted attempt, and whether this call created it.

    The caller holds the transaction.
    """
    if attempt.submitted_at is None:
        raise ValueError("an attempt has no script before it is submitted")
    awaited = attempt.pages.filter(state__in=AWAITED).exists()
    return Script.objects.get_or_create(
        attempt=attempt,
        defaults={
            "ready_at": attempt.submitted_at + LATE if awaited else timezone.now(),
            "due_at": promised_time(attempt.submitted_at, attempt.exam.promise_hours),
            "page_count": attempt.pages.shown().count(),
        },
    )


@transaction.atomic
def refresh_script(*, attempt_id: int) -> None:
    """Count the pages again, and let the script be claimed at once when none is awaited any more."""
    script = Script.objects.filter(attempt=attempt_id).first()
    if script is None:
        return
    pages = Page.objects.filter(attempt=attempt_id)
    script.page_count = pages.shown().count()
    now = timezone.now()
    if script.ready_at > now and not pages.filter(state__in=AWAITED).exists():
        script.ready_at = now
        MarkingTask.objects.filter(script=script, state=TaskState.WAITING, ready_at__gt=now).update(ready_at=now)
    script.save(update_fields=["page_count", "ready_at"])
