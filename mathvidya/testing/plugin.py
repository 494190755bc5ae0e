"""The pytest plugin: an isolated environment for each test, and the fixtures of docs/testing.md."""

import os

os.environ.setdefault("TESTING", "1")
# Each worker empties its cache before every test, so each has three Redis databases that nobody else uses.
os.environ["REDIS_FIRST_DATABASE"] = str(4 + 3 * int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")))
# A busy test machine must not count as an outage; tests of outages set their own limits.
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
    "mathvidya.testing.contract",
]


def forget_everything() -> None:
    """Empty what the process remembers of the database, and the cache: tests reuse ids."""
    from django.core.cache import cache

    from mathvidya.lib.process_caches import clear_all

    clear_all()
    cache.clear()


@pytest.fixture(autouse=True)
def own_surroundings(settings: Any, tmp_path: Path) -> Any:
    """Keep files under tmp_path, mail in a list, the cache empty, static names plain: nothing leaks between tests.

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
    """Return `deliver()`: it runs the outbox until nothing is due and returns how many deliveries were made."""
    from mathvidya.outbox.relay import deliver_due

    def run() -> int:
        total = 0
        for _round in range(50):
            if not (done := deliver_due()):
                return total
            total += done
        raise AssertionError("The outbox does not come to rest: a handler keeps emitting.")

    return run


# What lets a test reach a database, Redis or a process of its own; without any of these pytest-django refuses it.
REACHING_MARKS = ("django_db", "postgres", "redis", "process", "browser")
REACHING_FIXTURES = {"django_db_setup", "live_server"}  # every other fixture with a database asks for the first


def reaches_out(item: pytest.Item) -> bool:
    """Return whether this test can reach the services: by its marks or its fixtures, autouse ones too."""
    fixtures = set(getattr(item, "fixturenames", ()))
    return bool(fixtures & REACHING_FIXTURES) or any(map(item.get_closest_marker, REACHING_MARKS))


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option of a second pass over the same tests, on other services."""
    text = (
        "leave out the tests that reach no database, Redis or process: they have nothing new to say on other services"
    )
    parser.addoption("--only-database", action="store_true", help=text)


def pytest_fixture_setup(fixturedef: pytest.FixtureDef[Any], request: pytest.FixtureRequest) -> None:
    """Refuse the database to a test that names it only while it runs: `--only-database` would leave that test out."""
    if fixturedef.argname in {"db", "transactional_db"} and not reaches_out(request.node):
        pytest.fail("This test takes the database by getfixturevalue(): mark it with django_db.", pytrace=False)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what `--only-database` has no use for; skip, with a plain reason, what this machine cannot run."""
    from django.conf import settings

    from mathvidya.testing.chromium import EXECUTABLE

    if config.getoption("only_database"):
        config.hook.pytest_deselected(items=[item for item in items if not reaches_out(item)])
        items[:] = filter(reaches_out, items)
    missing = {
        "postgres": None if settings.ON_POSTGRES else "needs PostgreSQL: set DATABASE_URL",
        "redis": None if settings.REDIS_URL else "needs Redis: set REDIS_URL",
        "browser": None if Path(EXECUTABLE).exists() else "needs Chromium",
    }
    for item in items:
        for marker, reason in missing.items():
            if reason and item.get_closest_marker(marker):
                item.add_marker(pytest.mark.skip(reason=reason))
