"""F1 to F3: web processes die at the worst moment."""

import contextlib
import secrets
import time

import psutil

from rigs.drill import school
from rigs.drill.clients import Student
from rigs.drill.registry import fault
from rigs.drill.scene import Scene
from rigs.services import wait_until


def kill_one_worker(scene: Scene) -> None:
    """Send SIGKILL to one of the web server's workers; return when the server is whole again."""
    web = scene.stack.web
    with scene.history.outage(kills=True):
        with contextlib.suppress(psutil.NoSuchProcess):
            web.children()[0].kill()
        scene.calm(1)
        wait_until(lambda: web.is_ready() and len(web.children()) >= 2, "the web server is whole again", seconds=60)


def kill_all(scene: Scene) -> None:
    """Send SIGKILL to the whole web server; return when it serves again."""
    with scene.history.outage(kills=True):
        scene.stack.web.kill9()
        wait_until(scene.stack.web.is_ready, "the web server is back", seconds=60)


@fault("F1", injects="kill -9 of web worker, then of the whole server, while saving", expects="0 lost", quick=True)
def killed_while_saving(scene: Scene) -> None:
    students = scene.students(8)
    with scene.working(students, Student.save):
        scene.calm(2)
        kill_one_worker(scene)
        scene.calm(2)
        kill_all(scene)
        scene.calm(2)
    scene.together(students, Student.submit)


@fault("F2", injects="kill -9 of the web server while submitting", expects="all or nothing, one receipt", quick=True)
def killed_while_submitting(scene: Scene) -> None:
    students = scene.students(12)
    scene.together(students, Student.save)
    with scene.history.outage(kills=True):
        begun = scene.begin(students, Student.submit)
        time.sleep(0.03)
        scene.stack.web.kill9()
        wait_until(scene.stack.web.is_ready, "the web server is back", seconds=60)
    first = [submit.result() for submit in begun]
    again = scene.together(students, Student.submit)
    receipts = [(one.body["receipt"], two.body["receipt"]) for one, two in zip(first, again, strict=True)]
    scene.expect(all(one == two for one, two in receipts), "a repeated submit got another receipt")


@fault(
    "F3", injects="kill -9 of the web server while pages come in", expects="each page once and whole", also=("pages",)
)
def killed_while_uploading(scene: Scene) -> None:
    students = scene.students(4, written=True)
    begun = scene.begin(students, send_three_pages)
    time.sleep(0.4)
    kill_all(scene)
    for pages in begun:
        pages.result()
    scene.together(students, Student.submit)


def send_three_pages(student: Student) -> None:
    for _ in range(3):
        student.send_page(school.picture(f"{student.attempt} {secrets.token_hex(4)}"))
