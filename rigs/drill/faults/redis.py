"""F6, F7 and F22: Redis is away, frozen, or comes back empty."""

import time

from rigs.drill.clients import Student
from rigs.drill.listeners import Listener
from rigs.drill.registry import fault
from rigs.drill.scene import Scene

QUICK = 1.0  # seconds: nothing that a student does may wait for Redis


def submits_are_quick(scene: Scene, students: list[Student], when: str) -> None:
    slow = [reply for reply in scene.together(students, Student.submit) if reply.status != 200]
    scene.expect(not slow, f"submit failed with Redis {when}")
    worst = max(call.seconds for call in scene.history.calls if call.action == "submit")
    # Several students submit at once on a busy machine, so the limit is generous: the test looks for a hang.
    scene.expect(worst <= QUICK * 2, f"submit took {worst:.1f} s with Redis {when}")


@fault("F6", injects="Redis down, then frozen, at submit", expects="200 at once, effects afterwards")
def redis_away_at_submit(scene: Scene) -> None:
    redis = scene.stack.redis
    first, second = scene.students(6), scene.students(6)
    scene.together([*first, *second], Student.save)
    with scene.history.outage():
        redis.kill9()
        submits_are_quick(scene, first, "down")
        redis.start()
    scene.calm(2)
    with scene.history.outage():
        redis.freeze()
        submits_are_quick(scene, second, "frozen")
        scene.calm(3)
        redis.thaw()


@fault("F7", injects="Redis restarts empty, then FLUSHALL", expects="0 lost, nobody signed out", pages=True)
def redis_empty(scene: Scene) -> None:
    students = scene.students(6)
    sessions = [scene.browser(student) for student in students[:2]]
    with scene.working(students, Student.save), scene.history.outage():
        scene.calm(1)
        scene.stack.redis.kill9()
        scene.calm(1)
        scene.stack.redis.start()
        scene.calm(2)
        scene.stack.redis.wipe()
        scene.calm(1)
    out = [session for session in sessions if not session.is_signed_in()]
    scene.expect(not out, f"{len(out)} people were signed out")
    scene.together(students, Student.submit)


@fault(
    "F22",
    injects="pushes lost: Redis wiped and frozen with sockets open",
    expects="clients end with the true state",
    also=("sockets",),
)
def pushes_lost(scene: Scene) -> None:
    students = scene.students(6)
    scene.together(students, Student.save)
    listeners = [Listener(student.line, scene.stack.sockets.ws_url) for student in students]
    for listener in listeners:
        listener.start()
    scene.expect(all(listener.heard_hello(10) for listener in listeners), "a socket said no hello")
    with scene.history.outage():
        scene.stack.redis.wipe()
        scene.together(students[:3], Student.submit)
        scene.stack.redis.freeze()
        scene.together(students[3:], Student.submit)
        scene.calm(3)
        scene.stack.redis.thaw()
    until = time.monotonic() + 60
    while time.monotonic() < until and not all(listener.notices for listener in listeners):
        time.sleep(0.2)
    for listener in listeners:
        listener.stop()
        scene.expect(listener.in_order(), f"{listener.line.who} heard {sorted(listener.notices)}, not all once")
