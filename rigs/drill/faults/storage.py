"""F10: the storage of files is away, slow, or silent."""

import time

from rigs.drill.clients import Student
from rigs.drill.faults.web import send_three_pages
from rigs.drill.registry import fault
from rigs.drill.scene import Scene

SLOWEST_SAVE = 2.0  # seconds: typing may not feel the storage


@fault(
    "F10",
    injects="storage refuses, hangs, answers late",
    expects="typing goes on, pages arrive afterwards",
    also=("pages",),
)
def storage_away(scene: Scene) -> None:
    writers = scene.students(4)
    senders = scene.students(3, written=True)
    proxy = scene.stack.proxies["storage"]
    scene.together(senders, send_three_pages)  # a server's first connection to the storage takes a second by itself
    with scene.working(writers, Student.save):
        with scene.history.outage():
            proxy.set("refuse")
            begun = scene.begin(senders, send_three_pages)
            time.sleep(6)
            proxy.set("drop")
            time.sleep(8)
            proxy.set("pass")
        with scene.history.outage():
            proxy.set("pass", latency=0.5)
            time.sleep(4)
            proxy.set("pass")
        for pages in begun:
            pages.result()
    slow = [call for call in scene.history.calls if call.action == "save" and call.seconds > SLOWEST_SAVE]
    scene.expect(not slow, f"{len(slow)} saves lasted over {SLOWEST_SAVE:.0f} s")
    scene.together([*writers, *senders], Student.submit)
