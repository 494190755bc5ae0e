"""The answer pages and the marking desk of the permission matrix."""

from evaluations.actions.leases import claim_task
from evaluations.actions.marks import put_marks
from evaluations.actions.pages import declare_page
from evaluations.actions.requests import request_re_evaluation
from evaluations.actions.submission import submit_marking
from evaluations.models import MarkingTask, PageView
from exams.models import Attempt, Exam
from exams.queries.content import get_paper_content
from exams.tests.permission_world import make_exam
from mathvidya.testing.factories import exams as make
from mathvidya.testing.factories.evaluations import declaration, ready_page, waiting_task
from mathvidya.testing.factories.uploads import jpeg, receive, store
from mathvidya.testing.worlds import PermissionWorld
from mathvidya.uploads.queries import view_url


def build(world: PermissionWorld) -> None:
    _pages(world)
    _desk(world)


def _pages(world: PermissionWorld) -> None:
    """Two pages that count, and one that was sent but not confirmed; one with a picture behind its link."""
    attempt = Attempt.objects.get(pk=world.names["open_attempt"])
    shown = ready_page(attempt, 1)
    picture = f"pages/{shown.upload_id}.jpg"
    store(picture, jpeg("page"))
    world.name(page=shown, second_page=ready_page(attempt, 2), file_token=lambda: view_url(picture).rsplit("/", 1)[1])
    data = jpeg("declared")
    page, grant = declare_page(attempt=attempt, **declaration(data, name="canary-photo.jpg"))
    world.name(declared_page=page, upload_token=grant.url.rsplit("/", 1)[1])
    sent, second = declare_page(attempt=attempt, **declaration(jpeg("sent")))
    receive(second.upload, jpeg("sent"))
    world.name(sent_page=sent, upload_bytes=data)
    world.name(classmates_page=ready_page(Attempt.objects.get(pk=world.names["classmates_attempt"])))


def _desk(world: PermissionWorld) -> None:
    world.canaries += ["canary comment", "canary reason"]
    _waiting(world, "waiting", make_exam(world, "waiting_exam"))
    _claimed(world, "claimed", make_exam(world, "claimed_exam"))
    _marked(world, "finished", make_exam(world, "finished_exam"), submit=False)
    _marked(world, "unreleased", make_exam(world, "unreleased_exam", release_rule="manual"), submit=True)
    _marked(world, "released", make_exam(world, "released_exam"), submit=True)
    asked = _marked(world, "asked", make_exam(world, "asked_exam"), submit=True)
    request = request_re_evaluation(
        attempt=asked.script.attempt, by=world.people["owner"], reason="canary reason", item_ids=[]
    )
    world.name(re_evaluation=request)


def _waiting(world: PermissionWorld, word: str, exam: Exam) -> MarkingTask:
    owner = world.people["owner"]
    task = waiting_task(student=owner, exam=exam, answers={"written": {"text": f"canary answer {word}"}})
    attempt = task.script.attempt
    items = make.items_by_name(attempt.paper_version)
    world.name(**{f"{word}_task": task, f"{word}_attempt": attempt, f"{word}_page": attempt.pages.get()})
    world.name(**{f"{word}_item": items["written"], f"{word}_choice": items["single"], f"{word}_step": "s1"})
    return task


def _claimed(world: PermissionWorld, word: str, exam: Exam) -> MarkingTask:
    task = _waiting(world, word, exam)
    claim_task(teacher_id=world.people["teacher"].pk, task_id=task.pk)
    task.refresh_from_db()
    world.name(**{f"{word}_fence": task.fence})
    return task


def _marked(world: PermissionWorld, word: str, exam: Exam, *, submit: bool) -> MarkingTask:
    """A script that the teacher holds, every step decided with a canary in the comments, every page seen."""
    teacher = world.people["teacher"]
    task = _claimed(world, word, exam)
    steps = [
        {"item": item.id, "step": step.key, "award": str(step.marks), "comment": "canary comment"}
        for item in get_paper_content(task.script.attempt.paper_version_id).items.values()
        for step in item.written_steps
    ]
    put_marks(task=task, marker=teacher, fence=task.fence, marks=steps)
    PageView.objects.create(task=task, page=task.script.attempt.pages.get(), by=teacher)
    if submit:
        submit_marking(task=task, marker=teacher, fence=task.fence)
    return task
