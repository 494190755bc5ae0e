"""F4, F5 and F13: workers, beat and relay die, stop, or are there twice."""

import contextlib
import time

import psutil

from rigs.drill import school
from rigs.drill.clients import Student
from rigs.drill.faults.web import send_three_pages
from rigs.drill.registry import fault
from rigs.drill.scene import Scene
from rigs.services import Beat, Relay, wait_until


@fault(
    "F4",
    injects="kill -9 of a worker's child, then of workers, relay and beat, at work",
    expects="each effect once",
    also=("pages", "beat"),
)
def jobs_killed(scene: Scene) -> None:
    students = scene.students(4, written=True)
    simple = scene.students(6)
    begun = scene.begin(students, send_three_pages)
    time.sleep(1.0)
    with scene.history.outage():
        with contextlib.suppress(psutil.NoSuchProcess):
            scene.stack.pages.tree()[0].children()[0].kill()  # one of the pool, not what it runs
        submitted = scene.begin(simple, Student.submit)
        time.sleep(0.8)
        stack = scene.stack
        for process in (stack.pages, stack.worker, stack.mail, stack.relay, stack.beat):
            process.kill9()
    for work in [*begun, *submitted]:
        work.result()
    scene.together(students, Student.submit)


@fault(
    "F5", injects="SIGTERM to the workers with tasks in hand", expects="the task in hand is finished", also=("pages",)
)
def workers_stopped(scene: Scene) -> None:
    students = scene.students(3, written=True)
    for work in scene.begin(students, send_three_pages):
        work.result()
    with scene.history.outage():
        for process in (scene.stack.pages, scene.stack.worker, scene.stack.mail):
            process.stop(seconds=60)
        cut_off = school.pages_cut_off(list(scene.history.promised("page")))
        scene.expect(not cut_off, f"half prepared after a warm stop: {cut_off}")
        for process in (scene.stack.pages, scene.stack.worker, scene.stack.mail):
            process.start()
    scene.together(students, Student.submit)


@fault(
    "F13",
    injects="a second beat and relay, every task twice, four sweepers",
    expects="one effect each",
    also=("pages", "beat"),
)
def everything_twice(scene: Scene) -> None:
    stack = scene.stack
    with (
        Beat(folder=stack.folder / "twice", environment=stack.environment),
        Relay(folder=stack.folder / "twice", environment=stack.environment),
    ):
        students = scene.students(8)
        scene.together(students, Student.save)
        pupils = scene.students(2, written=True)
        scene.together(pupils, send_three_pages)
        scene.together(pupils, Student.submit)
        school.run_tasks_again(list(scene.history.promised("page")))
        attempts = [student.attempt for student in students]
        school.set_deadline(attempts, seconds=0)
        for _ in range(4):
            school.sweep()
        wait_until(lambda: school.all_submitted(attempts), "the clock has handed all in", seconds=90)
        scene.together(students, Student.submit)
        scene.calm(4)
