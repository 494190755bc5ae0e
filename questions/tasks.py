"""What the workers do for the question bank. Each may run twice."""

from celery import shared_task

from questions.actions.import_runs import run_import


@shared_task(soft_time_limit=280, time_limit=300)
def take_import(run_id: int) -> None:
    """Import a large file of questions."""
    run_import(run_id=run_id)
