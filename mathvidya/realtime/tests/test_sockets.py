"""What every socket does, seen at /ws/notifications."""

import asyncio
import json

import pytest
from asgiref.sync import sync_to_async

from mathvidya.realtime.consumers import FLOOD_MESSAGES, LONGEST_FRAME, SecureConsumer
from mathvidya.realtime.push import close_sockets
from mathvidya.testing.clients import access_token
from mathvidya.testing.sockets import OUR_ORIGIN, PATIENCE, Socket

pytestmark = pytest.mark.django_db(transaction=True)


def socket(token=None, headers=(), path="/ws/notifications"):
    return Socket(path, token=token, headers=headers)


async def test_a_token_as_subprotocol(student):
    ws = socket(await sync_to_async(access_token)(student))
    assert await ws.open() == (True, "jwt")
    hello = await ws.take()
    assert hello == {"type": "hello", "version": 1, "seq": 1, "data": {"seq": 0, "unread": 0}}
    await ws.say({"type": "ping"})
    assert await ws.take() == {"type": "pong", "version": 1, "seq": 2, "data": {}}
    await ws.leave()


async def test_a_token_as_first_message(student):
    ws = socket()
    assert await ws.open() == (True, None)
    await ws.say({"type": "auth", "token": await sync_to_async(access_token)(student)})
    assert (await ws.take())["type"] == "hello"
    await ws.leave()


async def test_the_session_of_our_own_page(student, browser):
    client = await sync_to_async(browser)(student)
    cookie = client.cookies["sessionid"].value.encode()
    ws = socket(headers=[(b"cookie", b"sessionid=" + cookie), OUR_ORIGIN])
    await ws.open()
    assert (await ws.take())["type"] == "hello"
    await ws.leave()


async def test_a_page_of_another_site_is_refused_before_anything(student, browser):
    client = await sync_to_async(browser)(student)
    cookie = (b"cookie", b"sessionid=" + client.cookies["sessionid"].value.encode())
    for origin in (b"https://evil.example", b"null", b"http://testserver.evil.example"):
        ws = socket(headers=[cookie, (b"origin", origin)])
        connected, _ = await ws.open()
        assert not connected
        await ws.wait(PATIENCE)  # the consumer ends by itself: a server that stops must not wait for it
        assert ws.future.done()


async def test_a_cookie_without_an_origin_proves_nothing(student, browser, monkeypatch):
    monkeypatch.setattr(SecureConsumer, "AUTH_WITHIN", 0.05)
    client = await sync_to_async(browser)(student)
    ws = socket(headers=[(b"cookie", b"sessionid=" + client.cookies["sessionid"].value.encode())])
    await ws.open()
    assert await ws.closed_with() == 4401


@pytest.mark.parametrize("token", ["nonsense", "a.b.c"])
async def test_a_bad_token(db, token):
    ws = socket(token)
    await ws.open()
    assert await ws.closed_with() == 4401


@pytest.mark.parametrize("first", [{"type": "auth", "token": "bad"}, {"type": "auth"}, {"type": "ping"}])
async def test_a_bad_first_message(db, first):
    ws = socket()
    await ws.open()
    await ws.say(first)
    assert await ws.closed_with() == 4401


async def test_silence_is_closed(db, monkeypatch):
    monkeypatch.setattr(SecureConsumer, "AUTH_WITHIN", 0.05)
    ws = socket()
    await ws.open()
    assert await ws.closed_with() == 4401


async def test_a_child_without_consent_is_forbidden(pending_student):
    ws = socket(await sync_to_async(access_token)(pending_student))
    await ws.open()
    assert await ws.closed_with() == 4403


async def test_a_deactivated_person_is_nobody(student):
    token = await sync_to_async(access_token)(student)
    student.is_active = False
    await student.asave()
    ws = socket(token)
    await ws.open()
    assert await ws.closed_with() == 4401


async def test_a_token_in_the_address_is_not_read(student, monkeypatch):
    monkeypatch.setattr(SecureConsumer, "AUTH_WITHIN", 0.05)
    ws = socket(path=f"/ws/notifications?token={await sync_to_async(access_token)(student)}")
    await ws.open()
    assert await ws.closed_with() == 4401


async def test_an_unknown_address_is_refused(db):
    ws = socket(path="/ws/nowhere")
    connected, _ = await ws.open()
    assert not connected
    await ws.wait(PATIENCE)
    assert ws.future.done()


@pytest.mark.parametrize("text", ["{", "[]", '"hello"', '{"type": 3}', "[" * 5000, "\x00", '{"kind": "ping"}'])
async def test_bad_messages_are_answered_and_the_socket_lives(student, text):
    ws = socket(await sync_to_async(access_token)(student))
    await ws.open()
    await ws.take()
    await ws.send_raw(text=text)
    answer = await ws.take()
    assert (answer["type"], answer["data"]["code"]) == ("error", "bad_message")
    await ws.say({"type": "no_such_thing"})
    assert (await ws.take())["data"]["code"] == "unknown_type"
    await ws.say({"type": "ping"})
    assert (await ws.take())["type"] == "pong"
    await ws.leave()


async def test_bytes_are_answered(student):
    ws = socket(await sync_to_async(access_token)(student))
    await ws.open()
    await ws.take()
    await ws.send_raw(bytes=b"\x00\xff")
    assert (await ws.take())["data"]["code"] == "bad_message"
    await ws.leave()


async def test_a_long_frame_is_closed(student):
    ws = socket(await sync_to_async(access_token)(student))
    await ws.open()
    await ws.send_raw(text=json.dumps({"type": "ping", "x": "x" * LONGEST_FRAME}))
    assert await ws.closed_with() == 1009


async def test_a_flood_is_closed(student):
    ws = socket(await sync_to_async(access_token)(student))
    await ws.open()
    for _ in range(FLOOD_MESSAGES + 1):
        await ws.say({"type": "ping"})
    assert await ws.closed_with() == 4429


async def test_signing_out_closes_at_once(student, other_student):
    mine, theirs = [socket(await sync_to_async(access_token)(user)) for user in (student, other_student)]
    for ws in (mine, theirs):
        await ws.open()
        await ws.take()
    await sync_to_async(close_sockets)(student.pk)
    assert await mine.closed_with() == 4401
    assert await theirs.receive_nothing()
    await theirs.leave()


async def test_each_minute_it_is_asked_who_is_there(student, monkeypatch):
    monkeypatch.setattr(SecureConsumer, "HEARTBEAT", 0.05)
    monkeypatch.setattr(SecureConsumer, "RECHECK", 0.1)
    ws = socket(await sync_to_async(access_token)(student))
    await ws.open()
    assert {"hello", "heartbeat"} <= {(await ws.take())["type"] for _ in range(4)}
    student.is_active = False
    await student.asave()
    assert await asyncio.wait_for(ws.closed_with(), 3) == 4401
