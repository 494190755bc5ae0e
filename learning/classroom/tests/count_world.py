"""Batches, their members and who teaches them, one more each time."""

from learning.classroom.models import Batch, BatchMember, Enrolment, Teaching
from mathvidya.testing.factories.accounts import UserFactory
from mathvidya.testing.worlds import CountWorld


def grow(world: CountWorld) -> None:
    for person in (world.student, world.pupil, world.child):
        Enrolment.objects.create(student=person, programme=world.programme)
    batch = Batch.objects.create(name=f"B{world.size}", programme=world.programme, year="2026-27")
    BatchMember.objects.create(batch=batch, student=world.student)
    for pupil in (world.pupil, world.child):
        BatchMember.objects.create(batch=world.batch, student=pupil)
    colleague = UserFactory(role="teacher")
    Teaching.objects.create(teacher=colleague, subject=world.subject, batch=world.batch)
    Teaching.objects.create(teacher=world.teacher, subject=world.subject, batch=batch)
    Teaching.objects.create(teacher=world.teacher, subject=world.new_subject)
