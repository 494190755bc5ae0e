"""One operating-system process with its children: start, stop, kill, freeze, restart."""

import contextlib
import os
import random
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

import psutil

# Below the ports of outgoing connections: a stopped server's port must stay free for its restart.
PORTS = range(20_000, 32_000)


class NotInstalled(RuntimeError):
    """A program that a rig needs is not on this machine; the text says which."""


def free_port() -> int:
    """Return a free TCP port of 127.0.0.1. Raises RuntimeError when none is found."""
    for port in random.sample(PORTS, 200):
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
    raise RuntimeError("no free port on 127.0.0.1")


def wait_until(condition: Callable[[], bool], what: str, *, seconds: float = 30, every: float = 0.1) -> float:
    """Ask `condition` each `every` seconds; return the seconds it took. Raises TimeoutError naming `what`."""
    begun = time.monotonic()
    while not condition():
        if time.monotonic() - begun > seconds:
            raise TimeoutError(f"{what}: not within {seconds:.0f} s")
        time.sleep(every)
    return time.monotonic() - begun


def listens(port: int) -> bool:
    """Return whether somebody accepts connections on this port of 127.0.0.1."""
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True


class Process:
    """A process of the rig, with all its children. Its output goes to `<folder>/<name>.log`.

    Use it as a context manager, or call `start()` and `stop()`. Subclasses say in `is_ready()` when it serves.
    """

    stop_signal = signal.SIGTERM
    ready_within = 60.0  # seconds

    def __init__(
        self,
        name: str,
        command: Sequence[str],
        *,
        folder: Path,
        environment: Mapping[str, str] | None = None,
        cwd: Path | None = None,
        user: str | None = None,
    ) -> None:
        self.name, self.command, self.cwd, self.user = name, list(command), cwd, user
        self.environment = dict(os.environ if environment is None else environment)
        folder.mkdir(parents=True, exist_ok=True)
        self.log = folder / f"{name}.log"
        self.wanted = False  # whether it should run now: a supervisor restarts what is wanted and dead
        self._popen: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        try:
            self.start()
        except BaseException:
            self.kill9()
            raise
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.stop()

    @property
    def pid(self) -> int:
        """Process id of the newest start. Raises RuntimeError before the first."""
        if self._popen is None:
            raise RuntimeError(f"{self.name} has not been started")
        return self._popen.pid

    def alive(self) -> bool:
        return self._popen is not None and self._popen.poll() is None

    def is_ready(self) -> bool:
        """Return whether it serves; by default, whether it lives."""
        return self.alive()

    def start(self, *, wait: bool = True) -> None:
        """Start it, and wait until it is ready. Raises TimeoutError, or RuntimeError with the log when it ended."""
        self.wanted = True
        # Root starts a server under the server's own user; other users may not change the user and need not.
        as_user = {"user": self.user, "group": self.user, "extra_groups": []} if self.user else {}
        with self.log.open("ab") as log:
            self._popen = subprocess.Popen(
                self.command,
                cwd=self.cwd,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                **as_user,  # type: ignore[call-overload]
            )
        if wait:
            self.wait_ready()

    def wait_ready(self, *, seconds: float | None = None) -> float:
        """Wait until it is ready; return the seconds it took. Raises as `start()` does."""

        def ready_or_dead() -> bool:
            return not self.alive() or self.is_ready()

        took = wait_until(ready_or_dead, f"{self.name} is ready", seconds=seconds or self.ready_within)
        if not self.alive():
            raise RuntimeError(f"{self.name} ended at its start:\n{self.tail()}")
        return took

    def tail(self, characters: int = 3000) -> str:
        """Return the end of its log."""
        return self.log.read_text(errors="replace")[-characters:] if self.log.exists() else ""

    def tree(self) -> list[psutil.Process]:
        """Return the process and its living children, parents first."""
        if self._popen is None:
            return []
        with contextlib.suppress(psutil.NoSuchProcess):
            top = psutil.Process(self._popen.pid)
            return [top, *top.children(recursive=True)]
        return []

    def children(self) -> list[psutil.Process]:
        """Return its living children."""
        return self.tree()[1:]

    def stop(self, *, seconds: float = 20) -> None:
        """Ask it to end and wait; what is left after `seconds` is killed. Harmless when it is dead already."""
        self.wanted = False
        self.thaw()
        tree = self.tree()
        self.ask_to_stop()
        if self._popen is not None:
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._popen.wait(timeout=seconds)
        kill_all(tree)
        if self._popen is not None:
            self._popen.wait(timeout=10)

    def ask_to_stop(self) -> None:
        """Send the signal that ends it in good order."""
        if self._popen is not None and self.alive():
            self._popen.send_signal(self.stop_signal)

    def kill9(self) -> None:
        """Send SIGKILL to the process and all its children, at once. A supervisor may restart it."""
        killed = self._popen  # a supervisor may have put the next one in its place before this returns
        kill_all(self.tree())
        if killed is not None:
            killed.wait(timeout=10)

    def freeze(self) -> None:
        """Send SIGSTOP to the whole tree: connections stay open, and nothing answers."""
        for process in self.tree():
            with contextlib.suppress(psutil.NoSuchProcess):
                process.suspend()

    def thaw(self) -> None:
        """Send SIGCONT to the whole tree, children first."""
        for process in reversed(self.tree()):
            with contextlib.suppress(psutil.NoSuchProcess):
                process.resume()

    def restart(self) -> None:
        """Stop in good order, start, wait until ready."""
        self.stop()
        self.start()


def kill_all(processes: Sequence[psutil.Process]) -> None:
    """Send SIGKILL; return when none of them lives."""
    for process in processes:
        with contextlib.suppress(psutil.NoSuchProcess):
            process.kill()
    psutil.wait_procs([process for process in processes if process.pid != os.getpid()], timeout=10)
