"""A pytest plugin that notes which tests run which lines: `MUTATE_FILES` names the files, `MUTATE_MAP` a folder.

Each process writes one file: {path: {line: [tests]}} and how long each test took.
"""

import json
import os
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from coverage import Coverage

from rigs.mutate.kept import forget_results

Lines = dict[str, dict[int, list[str]]]


class Reach:
    """Switches on coverage's contexts by test."""

    def __init__(self, files: list[str], folder: Path) -> None:
        self.folder = folder
        self.took: dict[str, float] = defaultdict(float)
        self.coverage = Coverage(data_file=None, include=files, config_file=False)
        self.coverage.start()

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[Any]:
        forget_results(Path.cwd())
        self.coverage.switch_context(item.nodeid)
        return (yield)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self.took[report.nodeid] += report.duration

    def pytest_sessionfinish(self) -> None:
        self.coverage.stop()
        data = self.coverage.get_data()
        lines = {
            str(Path(path).relative_to(Path.cwd())): {
                line: sorted(test for test in tests if test) for line, tests in data.contexts_by_lineno(path).items()
            }
            for path in data.measured_files()
        }
        name = f"{os.environ.get('PYTEST_XDIST_WORKER', 'main')}.json"
        (self.folder / name).write_text(json.dumps({"lines": lines, "took": self.took}))


def pytest_configure(config: pytest.Config) -> None:
    # The process that hands tests out to xdist's workers runs none itself.
    if hasattr(config, "workerinput") or not getattr(config.option, "numprocesses", None):
        files = json.loads(os.environ["MUTATE_FILES"])
        config.pluginmanager.register(Reach(files, Path(os.environ["MUTATE_MAP"])))
