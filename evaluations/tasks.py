"""What the workers do for the desk. Each may run twice."""

from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from evaluations.actions import leases, pages, preparation, promises
from evaluations.actions.scripts import create_script
from evaluations.queries.pages import pages_to_prepare
from exams.actions.typed_answers import settle_typed_answers
from mathvidya.lib.queues import Queue, runs_every, runs_on

# With the minute between two sweeps: a page whose worker died is prepared within two minutes.
TASK_COMES_WITHIN = timedelta(seconds=45)


@shared_task(soft_time_limit=60, time_limit=90)
@runs_on(Queue.PAGES)
def prepare_page(page_id: int) -> None:
    preparation.prepare_page(page_id=page_id)


@shared_task(soft_time_limit=120, time_limit=150)
def open_marking(attempt_id: int) -> None:
    """Let algebra decide what it can of a submitted attempt; what is left goes to a teacher."""
    settle_typed_answers(attempt_id=attempt_id)
    create_script(attempt_id=attempt_id)


@shared_task
@runs_every(timedelta(seconds=60))
def return_expired_leases() -> int:
    return leases.return_expired_leases()


@shared_task
@runs_every(timedelta(minutes=5))
def warn_of_promised_times() -> int:
    return promises.warn_of_promised_times()


@shared_task
@runs_every(timedelta(seconds=60))
def sweep_pages() -> None:
    """Expire what never arrived, and send lost preparations on their way again."""
    pages.expire_awaited_pages()
    for page_id in pages_to_prepare(timezone.now() - TASK_COMES_WITHIN):
        prepare_page.delay(page_id)
