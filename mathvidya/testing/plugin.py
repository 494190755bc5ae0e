"""The pytest plugin: an environment of one's own per test, and the fixtures of docs/testing.md."""

import os

os.environ.setdefault("TESTING", "1")
# Each worker empties its cache before every test, so each has three Redis databases of its own, far from people's.
os.environ["REDIS_FIRST_DATABASE"] = str(4 + 3 * int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")))
# A machine busy with tests is no outage; tests of outages set their own.
os.environ.setdefault("REDIS_PATIENCE", "5")

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytest_plugins = [
    "mathvidya.testing.personas",
    "mathvidya.testing.clients",
    "mathvidya.testing.counting",
    "mathvidya.testing.chromium",
]


def forget_everything() -> None:
    """Empty what the process remembers of the database, and the cache: tests reuse ids."""
    from django.core.cache import cache

    from accounts.adapters.denylist import forget_copy
    from exams.access.attempts import forget_attempts
    from exams.adapters.ticks import forget_ticks
    from exams.queries.content import forget_papers
    from exams.queries.result_frames import forget_frames
    from mathvidya.api.throttles import forget_counts
    from mathvidya.insights.queries.chapters import forget_chapters
    from mathvidya.institute.queries import forget_institute

    forget_attempts()
    forget_papers()
    forget_frames()
    forget_ticks()
    forget_copy()
    forget_counts()
    forget_institute()
    forget_chapters()
    cache.clear()


@pytest.fixture(autouse=True)
def own_surroundings(settings: Any, tmp_path: Path) -> Any:
    """Files under tmp_path, mail in a list, an empty memory, plain static names: nothing leaks between tests.

    Emptied at the end as well: what a whole module shares is built before its first test begins.
    """
    forget_everything()
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.STORAGES = {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    yield
    forget_everything()


@pytest.fixture
def deliver(db: None) -> Callable[[], int]:
    """`deliver()` runs the outbox until nothing is due and says how many deliveries were made."""
    from mathvidya.outbox.relay import deliver_due

    def run() -> int:
        total = 0
        for _round in range(50):
            if not (done := deliver_due()):
                return total
            total += done
        raise AssertionError("The outbox does not come to rest: a handler keeps emitting.")

    return run


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip, with a plain reason, what this machine cannot run."""
    from django.conf import settings

    from mathvidya.testing.chromium import EXECUTABLE

    missing = {
        "postgres": None if settings.ON_POSTGRES else "needs PostgreSQL: set DATABASE_URL",
        "redis": None if settings.REDIS_URL else "needs Redis: set REDIS_URL",
        "browser": None if Path(EXECUTABLE).exists() else "needs Chromium",
    }
    for item in items:
        for marker, reason in missing.items():
            if reason and item.get_closest_marker(marker):
                item.add_marker(pytest.mark.skip(reason=reason))
