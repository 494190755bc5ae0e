"""Deletes of an erased person: remarks at once, answers after the legal period. Marks stay, without a name."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.queries.purging import past_keeping
from exams.models import Attempt, AttemptEvent, Response, ResultRun, TimeEntry


@transaction.atomic
def forget_remarks(*, student_id: int) -> None:
    """Blank the reasons for time given or taken, and drop what devices reported. Harmless to repeat."""
    attempts = Attempt.objects.filter(student=student_id)
    TimeEntry.objects.filter(attempt__in=attempts).exclude(reason="").update(reason="")
    AttemptEvent.objects.filter(attempt__in=attempts).delete()


@transaction.atomic
def purge_answers() -> int:
    """Delete the answers of people erased over a year ago, and the comments in their results. Returns how many results.

    Score, grade and verdicts stay: they are the marks on record. A run without the hash of its inputs is done.
    """
    gone = past_keeping(timezone.now())
    Response.objects.filter(attempt__student__in=gone).delete()
    runs = list(ResultRun.objects.filter(attempt__student__in=gone).exclude(inputs_hash=""))
    for run in runs:
        run.body, run.inputs_hash = without_comments(run.body), ""
        run.save(update_fields=["body", "inputs_hash"])
    return len(runs)


def without_comments(value: Any) -> Any:
    """Return a result's body with every comment blank."""
    if isinstance(value, dict):
        return {key: "" if key == "comment" else without_comments(entry) for key, entry in value.items()}
    if isinstance(value, list):
        return [without_comments(entry) for entry in value]
    return value
