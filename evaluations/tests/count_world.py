"""Answer pages, scripts and marks, one more of each every time."""

from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from evaluations.actions.leases import claim_task
from evaluations.models import Mark, MarkingTask, Page, ReEvaluation
from learning.classroom.models import BatchMember
from mathvidya.testing.factories.accounts import UserFactory
from mathvidya.testing.factories.evaluations import photograph, ready_page, waiting_task
from mathvidya.testing.worlds import CountWorld
from mathvidya.uploads.queries import view_url


def start(world: CountWorld) -> None:
    """`task` is held by the teacher, `finished` is marked; `page` is of the first."""
    world.task = waiting_task(student=world.student, exam=world.shared)
    claim_task(teacher_id=world.teacher.pk, task_id=world.task.pk)
    world.page = world.task.script.attempt.pages.get()
    _photograph(world.page)
    ready_page(world.result)
    pupil = UserFactory()
    BatchMember.objects.create(batch=world.batch, student=pupil)
    world.finished = waiting_task(student=pupil, exam=world.shared)
    MarkingTask.objects.filter(pk=world.finished.pk).update(state="done", done_at=timezone.now())


def grow(world: CountWorld) -> None:
    waiting_task(student=world.pupil, exam=world.shared)
    mine = waiting_task(student=world.child, exam=world.shared)
    claim_task(teacher_id=world.teacher.pk, task_id=mine.pk)
    for attempt in world.published:
        ready_page(attempt)
    for attempt in (world.task.script.attempt, world.result, world.running):
        _photograph(ready_page(attempt, world.size + 1))
    ReEvaluation.objects.create(attempt=world.published[0], requested_by=world.student, reason="Please look again.")
    item = world.version.items.get(label="7")
    previous = Mark.objects.filter(task=world.task).last()
    Mark.objects.create(
        task=world.task, item=item, step="s1", award="1", page=world.page, by=world.teacher, supersedes=previous
    )


def things(world: CountWorld, path: str) -> dict[str, Any]:
    task = world.finished if path.endswith("/override") else world.task
    found = {"evaluations": world.task.pk, "task": task.pk, "page": world.page.pk}
    if path.startswith("/files/"):
        found["token"] = view_url(world.page.thumbnail).rsplit("/", 1)[-1]
    return found


def _photograph(page: Page) -> None:
    for name in (page.image, page.thumbnail):
        default_storage.save(name, ContentFile(photograph(size=(60, 80))))
