"""F14 and F23: clocks that differ, and a rolling restart with open sockets."""

import glob
import os
import threading

from rigs.drill.clients import Line, Student
from rigs.drill.listeners import Listener
from rigs.drill.registry import fault
from rigs.drill.scene import NotPossible, Scene
from rigs.services import Web

SOCKETS = 60
RECONNECTS_WITHIN = 5.0  # seconds; the app waits up to ten, a drill up to this


@fault("F14", injects="a web node seven minutes ahead, one seven minutes behind", expects="same deadlines, nobody out")
def clocks_differ(scene: Scene) -> None:
    library = os.environ.get("LIBFAKETIME") or next(iter(glob.glob("/usr/lib/*/faketime/libfaketimeMT.so.1")), None)
    if library is None:
        raise NotPossible("libfaketime is not on this machine (Debian: apt-get install libfaketime)")
    students = scene.students(4)
    for offset in ("+7m", "-7m"):
        shifted = {**scene.stack.environment, "LD_PRELOAD": library, "FAKETIME": offset}
        with Web(folder=scene.stack.folder / "clock", environment=shifted) as node:
            for student in students:
                there = Line(scene.history, node.url, student.line.who, student.line.token)
                here, student.line = student.line, there
                reply = student.save()
                scene.expect(reply.status == 200, f"a node at {offset} answered {reply.status} to a save")
                attempt = there.insist("look", "GET", f"/api/v1/attempts/{student.attempt}")
                student.line = here
                own = here.insist("look", "GET", f"/api/v1/attempts/{student.attempt}")
                same = attempt.status == own.status == 200 and attempt.body["deadline_at"] == own.body["deadline_at"]
                scene.expect(same, f"a node at {offset} tells another deadline: {attempt.status}")
    scene.together(students, Student.submit)


@fault(
    "F23",
    injects="restart of sockets and web (SIGTERM) with open sockets and saves",
    expects="1012, 0 lost",
    also=("sockets",),
)
def rolling_restart(scene: Scene) -> None:
    students = scene.students(6)
    count = SOCKETS // 2 if scene.quick else SOCKETS
    listeners = [
        Listener(students[n % len(students)].line, scene.stack.sockets.ws_url, most_wait=RECONNECTS_WITHIN, name=str(n))
        for n in range(count)
    ]
    for listener in listeners:
        listener.start()
    greeted = sum(listener.heard_hello(20) for listener in listeners)
    scene.expect(greeted == count, f"{greeted} of {count} sockets opened")
    with scene.working(students, Student.save), scene.history.outage(kills=True):
        restarts = [threading.Thread(target=p.restart) for p in (scene.stack.sockets, scene.stack.web)]
        for restart in restarts:
            restart.start()
        for restart in restarts:
            restart.join()
        back = sum(listener.heard_hello(40, times=2) for listener in listeners)
    scene.expect(back == count, f"{back} of {count} sockets came back")
    abrupt = sum(listener.closes[:1] != [1012] for listener in listeners)
    scene.expect(abrupt == 0, f"{abrupt} of {count} sockets were not closed with 1012")
    scene.together(students, Student.submit)
    for listener in listeners:
        listener.leave()
    for listener in listeners:
        listener.stop()
