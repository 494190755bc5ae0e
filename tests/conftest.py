"""What needs a real process: the demo, once for a worker."""

from collections.abc import Iterator

import pytest

from tests.demo_process import Demo, running_demo


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    with running_demo(tmp_path_factory.mktemp("demo")) as process:
        yield process


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the tests that need the demo first and together: it starts on one worker, while the others have work."""
    items.sort(key=lambda item: "demo" not in getattr(item, "fixturenames", ()))
