"""Our side of the calculator: a few processes, started when first asked, replaced when they fail, shared by threads."""

import atexit
import contextlib
import json
import logging
import os
import queue
import select
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

logger = logging.getLogger(__name__)

SECONDS = 1.0
# The limit is a second of work; fork, pipe and a busy machine may add this many seconds of real time.
_GRACE = 4.0
_SECONDS_TO_START = 20.0
_SECONDS_IN_QUEUE = 10.0
_PROCESSES = 2
_SCRIPT = Path(__file__).with_name("calculator.py")


class Unavailable(Exception):
    """The calculator did not start, or all are busy for too long."""


class _Process:
    """One calculator process. Only one thread may use it at a time."""

    def __init__(self) -> None:
        self.popen = subprocess.Popen(  # nosec B603  # noqa: S603  (our own script)
            [sys.executable, "-I", str(_SCRIPT)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd="/",
            env={},
            start_new_session=True,
        )
        self.is_ready = False

    def ask(self, question: dict[str, Any], seconds: float) -> Any:
        """Return the answer (True, False, or None where it cannot decide). Raises Unavailable."""
        if not self.is_ready:
            self._line(_SECONDS_TO_START)
            self.is_ready = True
        try:
            os.write(self._pipe(self.popen.stdin), json.dumps({**question, "seconds": seconds}).encode() + b"\n")
        except OSError as error:
            raise Unavailable from error
        answer = self._line(seconds + _GRACE)
        if answer.get("overrun"):
            logger.info("maths_calculation_overrun", extra={"ask": question["ask"]})
        return answer["answer"]

    def _line(self, seconds: float) -> dict[str, Any]:
        """Return the next line of JSON. Raises Unavailable when none comes in time."""
        pipe, read, until = self._pipe(self.popen.stdout), b"", time.monotonic() + seconds
        while not read.endswith(b"\n"):
            ready, _, _ = select.select([pipe], [], [], max(0.0, until - time.monotonic()))
            more = os.read(pipe, 65536) if ready else b""
            if not more:
                raise Unavailable
            read += more
        answer: dict[str, Any] = json.loads(read)
        return answer

    @staticmethod
    def _pipe(pipe: Any) -> int:
        descriptor: int = pipe.fileno()
        return descriptor

    def end(self) -> None:
        """Kill it with its fork, and let go of its pipes."""
        with contextlib.suppress(OSError):
            os.killpg(self.popen.pid, signal.SIGKILL)
        self.abandon()
        self.popen.wait()

    def abandon(self) -> None:
        """Let go of its pipes; it ends by itself once nobody holds them."""
        for pipe in (self.popen.stdin, self.popen.stdout):
            if pipe:
                with contextlib.suppress(OSError):
                    pipe.close()


class Calculators:
    """A pool of calculators. A place holds a process, or None where one is still to be started."""

    def __init__(self, processes: int = _PROCESSES) -> None:
        self.processes = processes
        self._places: queue.LifoQueue[_Process | None] = queue.LifoQueue()
        for _ in range(processes):
            self._places.put(None)
        self._running: set[_Process] = set()
        self._lock = threading.Lock()

    def ask(self, question: dict[str, Any], *, seconds: float = SECONDS) -> bool | None:
        """Ask a free calculator: True, False, or None where it cannot decide in the time and memory. Never raises."""
        try:
            process = self._places.get(timeout=_SECONDS_IN_QUEUE)
        except queue.Empty:
            logger.warning("maths_calculators_busy")
            return None
        try:
            process = process or self._start()
            answer: bool | None = process.ask(question, seconds)
        except (Unavailable, OSError, ValueError):
            logger.warning("maths_calculator_replaced")
            self._end(process)
            process, answer = None, None
        finally:
            self._places.put(process)
        return answer

    def _start(self) -> _Process:
        process = _Process()
        with self._lock:
            self._running.add(process)
        return process

    def _end(self, process: _Process | None) -> None:
        if process:
            with self._lock:
                self._running.discard(process)
            process.end()

    def close(self) -> None:
        """End all processes; the next question starts new ones."""
        for process in list(self._running):
            self._end(process)

    def abandon(self) -> None:
        """Let go of all processes after a fork: they belong to the parent."""
        for process in self._running:
            process.abandon()


_calculators = Calculators()


def ask(question: dict[str, Any], *, seconds: float = SECONDS) -> bool | None:
    """Ask the calculators of this process; see `Calculators.ask`."""
    return _calculators.ask(question, seconds=seconds)


def warm_up() -> None:
    """Start a calculator ahead of need: its import of SymPy takes a second or two."""
    ask({"ask": "zero", "left": ["Number", "0"], "right": ["Number", "0"], "kinds": {}, "log_base": "e"})


def warm_up_in_background() -> None:
    """Run `warm_up` in a thread, beside what the process begins with; for processes that will be asked."""
    threading.Thread(target=warm_up, name="maths-warm-up", daemon=True).start()


def _after_fork() -> None:
    global _calculators
    _calculators.abandon()
    _calculators = Calculators()


os.register_at_fork(after_in_child=_after_fork)
atexit.register(lambda: _calculators.close())
