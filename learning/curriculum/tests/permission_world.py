"""The syllabus of the permission matrix: the subject that the owner learns, and one of nobody there."""

from learning.curriculum.models import Subject
from mathvidya.testing.worlds import PermissionWorld


def build(world: PermissionWorld) -> None:
    maths = Subject.objects.get_or_create(code="maths-10", defaults={"name": "Mathematics X", "student_class": "X"})[0]
    far = Subject.objects.create(code="maths-12", name="Mathematics XII", student_class="XII")
    world.name(subject=maths.code, subject_pk=maths, far_subject=far)
