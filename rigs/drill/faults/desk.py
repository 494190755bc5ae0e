"""F18 and F19: teachers claim at once; one goes away and saves late."""

from typing import Any

from rigs.drill import school
from rigs.drill.clients import Answer, Line
from rigs.drill.registry import fault
from rigs.drill.scene import Scene
from rigs.services import wait_until

DESK = "/api/v1/evaluations"


@fault("F18", injects="eight teachers claim at once, until nothing waits", expects="never two with one script")
def claimed_by_eight(scene: Scene) -> None:
    setting = scene.open(students=8, teachers=8, written=True)
    tasks = school.waiting_scripts(setting)
    teachers = [scene.line(teacher) for teacher in setting.teachers]
    taken: list[int] = []
    for _ in range(3):
        claims = scene.together(teachers, lambda teacher: teacher.ask("claim", "POST", f"{DESK}/claim", {}))
        taken += [claim.body["id"] for claim in claims if claim.status == 200]
        odd = {claim.status for claim in claims} - {200, 404}
        scene.expect(not odd, f"claims answered {odd}")
    scene.expect(sorted(taken) == sorted(tasks), f"claimed {sorted(taken)} of {sorted(tasks)}")
    for task in taken:
        scene.history.promise("claim", task, True)


@fault(
    "F19",
    injects="a teacher goes away and writes after the lease",
    expects="409, promised time kept, marks once",
    also=("beat",),
)
def late_teacher(scene: Scene) -> None:
    setting = scene.open(students=2, teachers=2, written=True)
    school.waiting_scripts(setting)
    first, second = (scene.line(teacher) for teacher in setting.teachers)
    lease = first.insist("claim", "POST", f"{DESK}/claim", {}).body
    task, sheet = lease["id"], first.insist("look", "GET", f"{DESK}/{lease['id']}").body
    school.let_lease_lapse(task)
    took = wait_until(lambda: school.is_waiting(task), "the script is back in the queue", seconds=150)
    scene.expect(took <= 120, f"back in the queue after {took:.0f} s")
    again = second.insist("claim", "POST", f"{DESK}/claim", {"task": task}).body
    scene.expect(again["due_at"] == lease["due_at"], "the promised time moved with the second claim")
    late = put_marks(first, task, lease["fence"], sheet)
    scene.expect((late.status, late.body.get("code")) == (409, "lease_lost"), f"the late save answered {late.status}")
    marks = put_marks(second, task, again["fence"], sheet)
    scene.expect(marks.status == 200, f"the marks of the second teacher: {marks.status} {marks.body}")
    for mark in marks.body["marks"]:
        scene.history.promise("marks", (task, mark["item"], mark["step"]), mark["award"])
    done = second.insist("submit", "POST", f"{DESK}/{task}/submit", {"fence": again["fence"]})
    scene.expect(done.status == 200, f"handing the script in: {done.status} {done.body}")
    scene.history.promise("marked", task, done.body["score"])


def put_marks(teacher: Line, task: int, fence: int, sheet: dict[str, Any]) -> Answer:
    """Give full marks for every step of the sheet; return the answer."""
    marks = [
        {"item": question["item"], "step": step["step"], "award": step["marks"]}
        for question in sheet["questions"]
        for step in question["steps"]
    ]
    return teacher.insist("marks", "PUT", f"{DESK}/{task}/marks", {"fence": fence, "marks": marks})
