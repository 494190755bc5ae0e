"""A pytest plugin that tries mutants: pytest collects and makes its database once, each mutant lives in a forked child.

`MUTATE_TASK` names a file with the mutants and their tests, and where each verdict is written as a line of JSON.
"""

import ast
import json
import os
import resource
import traceback
from pathlib import Path
from typing import Any

import pytest

from rigs.mutate.kept import forget_results
from rigs.mutate.mutants import Mutant
from rigs.mutate.swap import Live

KILLED, SURVIVED, ELSEWHERE, UNREACHED = "killed", "SURVIVED", "not run here", "UNREACHED"
TIMED_OUT, BROKEN = "timed out", "broken"


class Trial:
    """Runs in place of pytest's own loop over the tests."""

    def __init__(self, task: dict[str, Any]) -> None:
        self.task = task
        self.root = Path.cwd()
        trees = {path: ast.parse((self.root / path).read_text()) for path in task["files"]}
        self.live = Live(self.root, trees)
        self.fit: dict[str, bool] = {}
        self.why = ""

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        items = {item.nodeid: item for item in session.items}
        self._warm(session)
        remembered: set[str] = set()
        with Path(self.task["verdicts"]).open("a") as verdicts:
            for raw, tests in self.task["mutants"]:
                mutant = Mutant(**raw)
                if mutant.path not in remembered:
                    self.live.remember(mutant.path)
                    remembered.add(mutant.path)
                chosen = [items[test] for test in tests if test in items]
                verdict, by = self._judge(mutant, chosen)
                print(json.dumps([raw, verdict, by]), file=verdicts, flush=True)
        return True

    def _warm(self, session: pytest.Session) -> None:
        """Run one test that needs the database, so that it is made before the first fork."""
        first = next(item for item in session.items if "db" in getattr(item, "fixturenames", ()))
        # What the two have in common stays set up, and must be part of whatever a child runs first.
        other = min(session.items, key=lambda item: len(set(item.listchain()) & set(first.listchain())))
        first.config.hook.pytest_runtest_protocol(item=first, nextitem=other)

    def _judge(self, mutant: Mutant, chosen: list[pytest.Item]) -> tuple[str, str]:
        if not chosen:
            return UNREACHED, ""
        source = (self.root / mutant.path).read_text()
        chosen = [item for item in chosen if self.fit.get(item.nodeid, True)]
        while chosen and (said := self._in_child(mutant, mutant.applied_to(source), chosen)):
            if said in {TIMED_OUT, BROKEN}:
                return said, ""
            by = said.partition("\n")[0]
            if self._is_fit(by, mutant, source, chosen):
                return KILLED, by
            chosen = [item for item in chosen if item.nodeid != by]
        if mutant.poisoned and not self._in_child(mutant, mutant.poison(source), chosen):
            return ELSEWHERE, ""
        return SURVIVED, ""

    def _is_fit(self, test: str, mutant: Mutant, source: str, chosen: list[pytest.Item]) -> bool:
        """Whether a test passes here while nothing is deleted; asked once, of tests that failed."""
        if test not in self.fit:
            alone = [item for item in chosen if item.nodeid == test]
            said = self._in_child(mutant, source, alone)
            self.fit[test] = not said
            print(f"left out, for it fails without any deletion: {said}" if said else "", flush=True)
        return self.fit[test]

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            self.why = report.longreprtext

    def _in_child(self, mutant: Mutant, source: str, chosen: list[pytest.Item]) -> str:
        """Return the test that failed with this text of the file; nothing where all passed."""
        from django.db import connections

        connections.close_all()
        read, write = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(read)
            self._run(mutant, source, chosen, write)
        os.close(write)
        with os.fdopen(read) as said:
            by = said.read()
        _pid, status = os.waitpid(child, 0)
        return TIMED_OUT if os.WIFSIGNALED(status) else by

    def _run(self, mutant: Mutant, source: str, chosen: list[pytest.Item], write: int) -> None:
        """Run the tests in the child; never returns."""
        said = BROKEN
        # Of its own processor time: a busy machine makes no verdicts. A test that waits for ever has pytest's timeout.
        resource.setrlimit(resource.RLIMIT_CPU, (self.task["timeout"], self.task["timeout"]))
        try:
            own_database(self.task["job"])
            if mutant.in_function:
                self.live.swap_functions(mutant.path, source)
            else:
                self.live.swap_constant(mutant.path, source, mutant.within.split()[0])
            forget_results(self.root)
            said = self._first_failure(chosen)
        except BaseException:  # noqa: BLE001  (whatever a mutant breaks, the child must end)
            traceback.print_exc()
            said = BROKEN
        finally:
            os.write(write, said.encode()[:4000])
            os._exit(0)

    def _first_failure(self, chosen: list[pytest.Item]) -> str:
        session = chosen[0].session
        before = session.testsfailed
        for item, following in zip(chosen, [*chosen[1:], None], strict=True):
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
            if session.testsfailed > before:
                return f"{item.nodeid}\n{self.why[-3000:]}"
        return ""


@pytest.fixture(scope="session")
def django_db_modify_db_settings() -> None:
    """Give each job a test database of its own on PostgreSQL."""
    from django.conf import settings

    if settings.ON_POSTGRES:
        settings.DATABASES["default"].setdefault("TEST", {})["NAME"] = f"test_mutate_{os.getpid()}"


def own_database(job: int) -> None:
    """Copy the test database on PostgreSQL for this child; SQLite's is in the memory that was forked."""
    from django.db import connection

    if connection.vendor == "postgresql":
        connection.creation.clone_test_db(suffix=f"mutant{job}", verbosity=0)
        connection.settings_dict.update(connection.creation.get_test_db_clone_settings(f"mutant{job}"))


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(Trial(json.loads(Path(os.environ["MUTATE_TASK"]).read_text())))
