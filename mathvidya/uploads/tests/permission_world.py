"""What bodies of the permission matrix need to announce a file."""

from mathvidya.testing.worlds import PermissionWorld


def build(world: PermissionWorld) -> None:
    world.name(sha256="0" * 64)
