"""Every door to a pupil: to the work on the desk, to the record, to the progress; and of guardians to a child."""

from typing import Any

from evaluations.models import MarkingTask
from exams.models import Attempt
from tests.people.visitors import Door, Things, Visitor, answers, dashboard, each, listed, pages, shown


def attempt_of(task: MarkingTask) -> Attempt:
    return task.script.attempt


def by_claim(visitor: Visitor, task: MarkingTask) -> bool:
    """Whether the script is given to this marker by its number."""
    visitor.app.post("/api/v1/evaluations/claim", {"task": task.pk}, format="json")
    return MarkingTask.objects.get(pk=task.pk).marker_id == visitor.user.pk


def by_claim_of_the_next(visitor: Visitor, task: MarkingTask) -> bool:
    """Whether the next script that is given is this one, where nothing else waits."""
    MarkingTask.objects.exclude(pk=task.pk).update(state="done")
    visitor.app.post("/api/v1/evaluations/claim", {}, format="json")
    return MarkingTask.objects.get(pk=task.pk).marker_id == visitor.user.pk


def counted_on_home(visitor: Visitor, task: MarkingTask) -> bool:
    MarkingTask.objects.exclude(pk=task.pk).update(state="done")
    return bool(dashboard("teacher", "waiting")(visitor) == 1)


def by_more_time(visitor: Visitor, task: MarkingTask) -> bool:
    """Whether more minutes may be given; an attempt that is over answers 409."""
    body = {"minutes": 5, "reason": "The power failed."}
    address = f"/api/v1/attempts/{attempt_of(task).pk}/extra-time"
    return visitor.app.post(address, body, format="json").status_code in {200, 409}


def children_on_home(visitor: Visitor, things: Things) -> set[str]:
    held = [card["child"]["id"] for card in dashboard("children")(visitor)]
    return {name for name, child in things.items() if child.pk in held}


def progress_of(student: Any) -> str:
    return f"/api/v1/students/{student.pk}/progress"


WORK: dict[str, Door] = {
    "attempt": answers(lambda task: f"/api/v1/attempts/{attempt_of(task).pk}"),
    "picture": pages(lambda task: f"/pages/{attempt_of(task).pages.get().pk}/image"),
    "request to mark again": listed("/api/v1/re-evaluations", lambda task: attempt_of(task).re_evaluation.pk),
}
DESK: dict[str, Door] = {
    "queue": listed("/api/v1/evaluations/queue"),
    "queue page": shown("/marking", lambda task: f'name="task" value="{task.pk}"'),
    "script": answers(lambda task: f"/api/v1/evaluations/{task.pk}"),
    "more time": each(by_more_time),
}
MARKS: dict[str, Door] = {
    "claim": each(by_claim),
    "claim of the next": each(by_claim_of_the_next),
    "home of the app": each(counted_on_home),
}
RECORD: dict[str, Door] = {
    "list": listed("/api/v1/students"),
    "record": answers(lambda student: f"/api/v1/students/{student.pk}"),
}
PROGRESS: dict[str, Door] = {
    "progress": answers(progress_of),
    "attempts": answers(lambda student: f"/api/v1/users/attempts?student={student.pk}"),
}
CHILD: dict[str, Door] = {
    "child": answers(lambda child: f"/api/v1/children/{child.pk}"),
    "child page": pages(lambda child: f"/children/{child.pk}"),
    "results page": pages(lambda child: f"/children/{child.pk}/results"),
    "home of the app": children_on_home,
    "home page": shown("/home", lambda child: f"<h2>{child.get_full_name()}</h2>"),
}
