"""What a fault has to work with: the running stack, a school, clients in threads, and the history."""

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from rigs.drill import school
from rigs.drill.checker import RECOVERY_LIMIT, Verdict, judge
from rigs.drill.clients import Line, Person, Student
from rigs.drill.history import History
from rigs.drill.sessions import Session
from rigs.drill.stored import read_stored
from rigs.services import Stack, wait_until

T = TypeVar("T")
PACE = 0.3  # seconds between two answers of a student


class NotPossible(Exception):
    """This machine lacks what the fault needs; the text says what."""


@dataclass
class Scene:
    """What one fault works with. `name` is the fault's id."""

    name: str
    stack: Stack
    quick: bool = False
    disk: Path | None = None  # the small one that PostgreSQL lies on, where there is one
    history: History = field(default_factory=History)

    def open(self, *, students: int, teachers: int = 0, written: bool = False) -> school.Setting:
        """Make an exam with new people (fewer of them in a quick drill)."""
        count = max(students // 2, 2) if self.quick and students > 2 else students
        name = f"{self.name}-{time.monotonic_ns() % 10**9}"
        return school.open_setting(name, students=count, teachers=teachers, written=written)

    def line(self, person: Person, *, url: str | None = None) -> Line:
        """Return a device of this person."""
        return Line(self.history, url or self.stack.web.url, person.email.partition("@")[0], person.token)

    def browser(self, student: Student) -> Session:
        """Return a browser in which this student is signed in."""
        return Session(self.stack.web.url, student.person.id)

    def students(self, count: int, *, written: bool = False) -> list[Student]:
        """Return students who have started an attempt."""
        setting = self.open(students=count, written=written)
        there = [Student(pupil, self.line(pupil), setting.exam, setting.paper) for pupil in setting.students]
        self.together(there, Student.start)
        return there

    def together(self, things: Sequence[T], act: Callable[[T], Any]) -> list[Any]:
        """Let each of them act at once, each in a thread of its own; return the results in order."""
        gate = threading.Barrier(len(things))

        def at_once(thing: T) -> Any:
            gate.wait()
            return act(thing)

        with ThreadPoolExecutor(len(things)) as threads:
            return list(threads.map(at_once, things))

    def begin(self, things: Sequence[T], act: Callable[[T], Any]) -> list[Future[Any]]:
        """Let each of them act in a thread of its own, and return while they do."""
        threads = ThreadPoolExecutor(len(things))
        begun = [threads.submit(act, thing) for thing in things]
        threads.shutdown(wait=False)
        return begun

    @contextmanager
    def working(self, things: Sequence[T], act: Callable[[T], Any], *, pause: float = PACE) -> Iterator[None]:
        """Let each of them act again and again, beside what the block does; at its end each finishes what it began."""
        ended = threading.Event()

        def work(thing: T) -> None:
            while not ended.is_set():
                act(thing)
                ended.wait(pause)

        with ThreadPoolExecutor(len(things)) as threads:
            running = [threads.submit(work, thing) for thing in things]
            try:
                yield
            finally:
                ended.set()
        for done in running:
            done.result()

    def calm(self, seconds: float) -> None:
        """Let the clients work for a while (half of it in a quick drill)."""
        time.sleep(seconds / 2 if self.quick else seconds)

    def expect(self, holds: bool, otherwise: str) -> None:
        """Note `otherwise` as a fault of the system unless it holds."""
        if not holds:
            self.history.complain(otherwise)

    def verdict(self) -> Verdict:
        """Wait until every effect has happened, two minutes at most, and judge."""
        begun = time.monotonic()

        def settled() -> bool:
            return not read_stored(self.history, mails=self.stack.mails).unsettled()

        healed = self.history.healed_at or begun
        left = RECOVERY_LIMIT - (begun - healed)
        recovery: float | None = self.history.service_back()
        try:
            waited = wait_until(settled, "every effect has happened", seconds=max(left, 5), every=0.5)
        except TimeoutError:
            recovery = None
        else:
            if waited > 1:  # the effects were what came last
                recovery = begun + waited - healed
        return judge(self.history, read_stored(self.history, mails=self.stack.mails), recovery=recovery)
