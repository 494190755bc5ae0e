"""What the workers do for exams. Each may run twice."""

from datetime import timedelta

from celery import shared_task

from exams.actions.attempts import submit_overdue
from exams.actions.results import publish_due
from exams.actions.typed_answers import rescore_case
from mathvidya.lib.queues import runs_every


@shared_task
@runs_every(timedelta(seconds=20))
def submit_overdue_attempts() -> int:
    """Submit every attempt whose time has run out. Safe to run twice, or in two workers at once."""
    return submit_overdue()


@shared_task
@runs_every(timedelta(seconds=60))
def publish_due_results() -> int:
    """Publish finished results of exams whose release time has come."""
    return publish_due()


@shared_task(soft_time_limit=280, time_limit=300)
def rescore_answer(case_id: int) -> int:
    """Score again every attempt with an answer that a person has decided."""
    return rescore_case(case_id=case_id)
