"""A lease that is over, a promise that is late, and a page that nobody prepared, of an attempt that is overdue."""

from datetime import timedelta

from django.utils import timezone

from evaluations.models import MarkingTask, Page
from exams.models import Attempt
from mathvidya.testing.factories.evaluations import photograph, send_page, waiting_task
from mathvidya.testing.factories.exams import open_attempt, open_exam
from mathvidya.testing.worlds import TaskWorld

CALLED_WITH = {
    "evaluations.tasks.open_marking": lambda world: (world.names["typed"],),
    "evaluations.tasks.prepare_page": lambda world: (world.names["page"],),
    "evaluations.tasks.return_expired_leases": lambda world: (),
    "evaluations.tasks.sweep_pages": lambda world: (),
    "evaluations.tasks.warn_of_promised_times": lambda world: (),
}


def prepare(world: TaskWorld) -> None:
    student, past = world.cast["student"], timezone.now() - timedelta(hours=1)
    written = open_exam(batch=world.batch, attempts_allowed=9)
    lapsed = waiting_task(student=student, exam=written)
    MarkingTask.objects.filter(pk=lapsed.pk).update(
        state="claimed", marker=world.cast["teacher"], claimed_at=past, lease_until=past, due_at=past
    )
    paged = open_attempt(student=student, exam=written)
    receipt = send_page(world.api(student), paged.pk, photograph())
    Page.objects.filter(pk=receipt["page"]).update(received_at=past)
    Attempt.objects.filter(pk=paged.pk).update(deadline_at=past)
    world.names["page"] = receipt["page"]
