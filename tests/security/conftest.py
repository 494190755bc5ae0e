"""The institute that outsiders try to get into: one of everything, and one person of each role."""

from collections.abc import Iterator
from typing import Any

import pytest

from mathvidya.testing.routes import routes
from mathvidya.testing.worlds import CountWorld
from tests.query_counts.places import address_of
from tests.security.production import browser_settings

PERSONAS = ("pending_student", "student", "parent", "teacher", "counselor", "admin")


@pytest.fixture
def cast(request: pytest.FixtureRequest) -> dict[str, Any]:
    return {name: request.getfixturevalue(name) for name in PERSONAS}


@pytest.fixture
def unlimited(settings: Any) -> None:
    """Many requests from one place are a test here, not an attack."""
    settings.THROTTLE_RATES = dict.fromkeys(settings.THROTTLE_RATES, "1000000/min")


@pytest.fixture
def https(settings: Any) -> None:
    """Headers and cookies as production has them; ask with `secure=True` and `HTTP_HOST=production.HOST`."""
    for name, value in browser_settings().items():
        setattr(settings, name, value)


@pytest.fixture
def world(cast: dict[str, Any], batch: Any, deliver: Any, unlimited: None) -> CountWorld:
    """At least one of everything; the outbox has come to rest."""
    made = CountWorld(cast, batch)
    made.grow_to(1)
    deliver()
    return made


def readable(world: CountWorld) -> Iterator[tuple[str, str]]:
    """(route, address) of everything that answers GET and has an object in the world."""
    for route in routes():
        if route.methods is None or "GET" in route.methods:
            address = address_of(route.path, world)
            if address is not None and "(?P<" not in address:
                yield route.path, address
