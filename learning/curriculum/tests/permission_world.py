"""The syllabus of the permission matrix: the subject that the owner learns, and one of nobody there."""

from mathvidya.testing.factories.curriculum import subject_of
from mathvidya.testing.worlds import PermissionWorld


def build(world: PermissionWorld) -> None:
    maths, far = subject_of("cbse-10"), subject_of("cbse-12")
    world.name(subject=maths.code, subject_pk=maths, far_subject=far)
