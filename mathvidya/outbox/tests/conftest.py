import pytest

from mathvidya.lib.registry import Registry
from mathvidya.outbox import publishers, registry
from mathvidya.outbox.tests.lamps import LampLit, LampSeen


@pytest.fixture
def handlers():
    """Handlers of the two events of `lamps`, forgotten afterwards."""
    yield
    for event in (LampLit, LampSeen):
        registry._reactions.pop(event.name, None)


@pytest.fixture
def register(monkeypatch):
    """`register_publisher`, forgotten afterwards."""
    monkeypatch.setattr(publishers, "_publishers", Registry("publisher"))
    return publishers.register_publisher
