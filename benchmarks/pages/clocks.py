"""CPU to the nanosecond, as Linux's scheduler counts it: a single request is too short for the clock of /proc/stat."""

import contextlib
from collections.abc import Sequence
from pathlib import Path

from rigs.services import Process


class CpuClock:
    """Reads the CPU that a process and its children have spent. The children are those of the last `look_again`."""

    def __init__(self, process: Process) -> None:
        self.process = process
        self.look_again()

    def look_again(self) -> None:
        """Find the children that have come since."""
        self._folders = [Path(f"/proc/{member.pid}/task") for member in self.process.tree()]

    def milliseconds(self) -> float:
        """Spent so far by all threads that live. Raises FileNotFoundError where the kernel does not say."""
        return sum(_nanoseconds(folder) for folder in self._folders) / 1e6


def spent(clocks: Sequence[CpuClock]) -> list[float]:
    """What each clock says now."""
    return [clock.milliseconds() for clock in clocks]


def _nanoseconds(folder: Path) -> int:
    total = 0
    with contextlib.suppress(FileNotFoundError, ProcessLookupError):  # it has ended
        for thread in folder.iterdir():
            with contextlib.suppress(FileNotFoundError, ProcessLookupError):
                total += int((thread / "schedstat").read_text().split()[0])
    return total
