"""F15 to F17: the exam room's races, through real processes."""

import random
import time

from rigs.drill import school
from rigs.drill.clients import Answer, Student, answer_to
from rigs.drill.registry import fault
from rigs.drill.scene import Scene
from rigs.services import wait_until


@fault(
    "F15",
    injects="eight devices in one attempt, saves in shuffled order",
    expects="the newest is stored, stale ones are reported",
)
def many_devices(scene: Scene) -> None:
    [student] = scene.students(1)
    item = student.items[0]
    sequence = list(range(1, 81))
    random.shuffle(sequence)
    devices = [same_student_elsewhere(scene, student) for _ in range(8)]
    shares = [(device, sequence[n::8]) for n, device in enumerate(devices)]

    def send_share(share: tuple[Student, list[int]]) -> list[tuple[int, Answer]]:
        return [(seq, share[0].send(item["id"], answer_to(item, seq), seq)) for seq in share[1]]

    answers = [reply for replies in scene.together(shares, send_share) for reply in replies]
    newest = max(seq for seq, _ in answers)
    scene.history.promise("answer", (student.attempt, item["id"]), (newest, answer_to(item, newest)))
    silent = [seq for seq, reply in answers if not (reply.body["saved"] or reply.body["stale"])]
    scene.expect(not silent, f"neither saved nor stale: {silent}")
    older = [held for seq, reply in answers for held in reply.body["stale"] if held["client_seq"] <= seq]
    scene.expect(not older, f"reported as newer, but was not: {older}")
    student.submit()


@fault("F16", injects="submit from eight devices at once", expects="1 submit, 8 equal receipts", quick=True)
def submitted_eight_times(scene: Scene) -> None:
    students = scene.students(6)
    for student in students:
        student.save()
        devices = [same_student_elsewhere(scene, student) for _ in range(8)]
        replies = scene.together(devices, Student.submit)
        receipts = {(reply.status, reply.body["receipt"]) for reply in replies}
        scene.expect(len(receipts) == 1, f"receipts of {student.attempt}: {receipts}")


@fault(
    "F17",
    injects="saves around the deadline",
    expects="taken before, refused after; submitted within 60 s",
    also=("beat",),
)
def at_the_deadline(scene: Scene) -> None:
    students = scene.students(6)
    scene.together(students, Student.save)
    school.set_deadline([student.attempt for student in students], seconds=1.5)
    ends = time.monotonic() + 1.5

    def save_until_refused(student: Student) -> bool:
        """Save until one save is refused; return whether none was taken afterwards."""
        refused = False
        while time.monotonic() < ends + 0.5:
            reply = student.save()
            if reply.status == 200 and refused:
                return False
            refused = refused or (reply.status == 409 and reply.body["code"] == "attempt_closed")
        return refused

    scene.expect(all(scene.together(students, save_until_refused)), "a save was taken after one was refused")
    attempts = [student.attempt for student in students]
    took = wait_until(lambda: school.all_submitted(attempts), "the clock has handed all in", seconds=90)
    scene.expect(took <= 60, f"submitted by the clock after {took:.0f} s")
    scene.together(students, Student.submit)  # late, and answered with the receipt of what was saved


def same_student_elsewhere(scene: Scene, student: Student) -> Student:
    """Return another device with the same attempt."""
    return Student(
        student.person, scene.line(student.person), student.exam, student.paper, student.attempt, student.items
    )
