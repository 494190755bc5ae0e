"""push() leaves on commit, and nothing that happens to it is felt by the sender."""

import pytest
from channels.layers import channel_layers
from django.db import transaction

from mathvidya.realtime.push import push


class Broken:
    """A layer whose server is away."""

    sent = 0

    async def group_send(self, group, message):
        Broken.sent += 1
        raise ConnectionError("no layer")


@pytest.fixture
def broken_layer():
    before = channel_layers["default"]
    channel_layers.set("default", Broken())
    Broken.sent = 0
    yield
    channel_layers.set("default", before)


@pytest.mark.django_db(transaction=True)
def test_a_broken_layer_is_not_felt(broken_layer):
    with transaction.atomic():
        push("lamps", "lit", {"lamp": 1})
        assert Broken.sent == 0
    assert Broken.sent == 1


@pytest.mark.django_db(transaction=True)
def test_what_is_rolled_back_is_not_pushed(broken_layer):
    with transaction.atomic():
        push("lamps", "lit", {"lamp": 1})
        transaction.set_rollback(True)
    assert Broken.sent == 0
