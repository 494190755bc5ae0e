"""What needs a real process: the demo, once for a worker, and Chromium, anew for each test."""

from collections.abc import Iterator
from typing import Any

import pytest

from mathvidya.testing.chromium import running_chromium
from tests.demo_process import Demo, running_demo


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    with running_demo(tmp_path_factory.mktemp("demo")) as process:
        yield process


@pytest.fixture
def chromium() -> Iterator[Any]:
    with running_chromium() as browser:
        yield browser
