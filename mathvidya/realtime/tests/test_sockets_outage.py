"""A socket while the database or the layer is away: new ones are asked to come later, open ones stay open."""

import pytest
from asgiref.sync import sync_to_async
from channels.layers import get_channel_layer
from django.db import OperationalError
from django.utils.module_loading import import_string
from redis.exceptions import ConnectionError as Unreachable

from mathvidya.ops.outages import TRY_LATER
from mathvidya.realtime.consumers import SecureConsumer
from mathvidya.testing.clients import access_token
from mathvidya.testing.sockets import Socket

pytestmark = pytest.mark.django_db(transaction=True)
is_away = False


def authenticate(token):
    """REALTIME_AUTHENTICATOR with a database that may be away."""
    if is_away:
        raise OperationalError("the database did not answer")
    return import_string("accounts.access.signin.user_of_token")(token)


@pytest.fixture
def database(settings, monkeypatch):
    """`database(away=True)`"""
    settings.REALTIME_AUTHENTICATOR = f"{__name__}.authenticate"

    def set_away(*, away):
        monkeypatch.setattr(f"{__name__}.is_away", away)

    return set_away


async def test_who_comes_meanwhile_is_told_to_come_later(student, database, monkeypatch):
    token = await sync_to_async(access_token)(student)
    database(away=True)
    ws = Socket("/ws/notifications", token=token)
    assert await ws.open() == (True, "jwt")
    assert await ws.closed_with() == TRY_LATER

    database(away=False)

    async def refuse(*args):
        raise Unreachable("no layer")

    with monkeypatch.context() as patched:
        patched.setattr(get_channel_layer(), "group_add", refuse)
        ws = Socket("/ws/notifications", token=token)
        await ws.open()
        assert await ws.closed_with() == TRY_LATER


async def test_who_is_inside_stays_until_somebody_can_be_asked_again(student, database, monkeypatch):
    monkeypatch.setattr(SecureConsumer, "HEARTBEAT", 0.05)
    monkeypatch.setattr(SecureConsumer, "RECHECK", 0.0)
    ws = Socket("/ws/notifications", token=await sync_to_async(access_token)(student))
    await ws.open()
    assert (await ws.take())["type"] == "hello"
    database(away=True)
    for _beat in range(3):
        assert (await ws.take())["type"] == "heartbeat"
    student.is_active = False
    await student.asave()
    database(away=False)
    assert await ws.closed_with() == 4401
