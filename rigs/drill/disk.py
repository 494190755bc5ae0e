"""A small file system for PostgreSQL alone, so that its disk can be full."""

import contextlib
import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

MEGABYTE = 1024 * 1024
SIZE = 600 * MEGABYTE


@contextmanager
def small_disk() -> Iterator[Path | None]:
    """Mount a tmpfs while the block runs and yield its folder; None where we may not mount one (not root)."""
    folder = Path(tempfile.mkdtemp(prefix="rig-disk-"))
    mounted = os.geteuid() == 0 and _run("mount", "-t", "tmpfs", "-o", f"size={SIZE},mode=711", "rig", str(folder))
    try:
        yield folder if mounted else None
    finally:
        if mounted:
            _run("umount", "--lazy", str(folder))
        with contextlib.suppress(OSError):
            folder.rmdir()


@contextmanager
def filled(disk: Path) -> Iterator[None]:
    """Fill this disk to the last byte while the block runs."""
    ballast = disk / "ballast"
    try:
        with contextlib.suppress(OSError), ballast.open("wb", buffering=0) as file:
            while True:
                file.write(b"\0" * MEGABYTE)
        yield
    finally:
        ballast.unlink(missing_ok=True)


def _run(*command: str) -> bool:
    return subprocess.run(command, check=False, capture_output=True).returncode == 0
