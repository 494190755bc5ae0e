"""In memory, what another thread sends arrives at once, on the sockets' own loop. A receiver on Redis can be ended."""

import asyncio
import threading
import time

import pytest
from asgiref.sync import async_to_sync
from django.conf import settings

from mathvidya.realtime.layers import CancellableRedisLayer, ThreadSafeInMemoryLayer
from mathvidya.testing.sockets import PATIENCE


async def test_another_thread_wakes_the_receiver():
    layer = ThreadSafeInMemoryLayer()
    channel = await layer.new_channel()
    await layer.group_add("lamps", channel)
    waiting = asyncio.create_task(layer.receive(channel))
    await asyncio.sleep(0)
    sent = []

    def send():
        sent.append(time.perf_counter())
        async_to_sync(layer.group_send)("lamps", {"type": "lit"})

    threading.Thread(target=send).start()
    assert await asyncio.wait_for(waiting, PATIENCE) == {"type": "lit"}
    assert time.perf_counter() - sent[0] < 5


async def test_nothing_is_lost_from_many_threads():
    layer = ThreadSafeInMemoryLayer(capacity=1000)
    channel = await layer.new_channel()
    await layer.group_add("lamps", channel)

    def send(start):
        for number in range(start, start + 50):
            async_to_sync(layer.group_send)("lamps", {"type": "lit", "number": number})

    threads = [threading.Thread(target=send, args=(50 * index,)) for index in range(8)]
    for thread in threads:
        thread.start()
    got = [(await asyncio.wait_for(layer.receive(channel), PATIENCE))["number"] for _ in range(400)]
    assert sorted(got) == list(range(400))


async def test_in_one_loop_it_is_the_ordinary_layer():
    layer = ThreadSafeInMemoryLayer()
    channel = await layer.new_channel()
    await layer.group_add("lamps", channel)
    await layer.group_send("lamps", {"type": "lit"})
    assert await layer.receive(channel) == {"type": "lit"}
    await layer.group_discard("lamps", channel)
    await layer.group_send("lamps", {"type": "lit"})
    assert layer.channels == {}


def test_a_home_that_was_closed_is_left_behind():
    layer = ThreadSafeInMemoryLayer()

    async def live():
        channel = await layer.new_channel()
        await layer.group_add("lamps", channel)
        await layer.group_send("lamps", {"type": "lit"})
        return await layer.receive(channel)

    assert asyncio.run(live()) == asyncio.run(live()) == {"type": "lit"}


def test_sending_with_no_socket_open_is_nothing():
    assert async_to_sync(ThreadSafeInMemoryLayer().group_send)("lamps", {"type": "lit"}) is None


@pytest.mark.redis
async def test_a_receiver_that_is_cancelled_ends_whatever_it_was_doing():
    config = settings.CHANNEL_LAYERS["default"]["CONFIG"]

    async def cancelled_after(turns):
        layer = CancellableRedisLayer(**config)
        layer.brpop_timeout = 1
        receiving = asyncio.create_task(layer.receive(await layer.new_channel()))
        for _ in range(turns):
            await asyncio.sleep(0)
        receiving.cancel()
        done, _pending = await asyncio.wait([receiving], timeout=10)
        await layer.close_pools()
        return bool(done) and receiving.cancelled()

    # Some of these are cancelled while a connection is made, some just as a command has left, some while they wait.
    assert all(await asyncio.gather(*map(cancelled_after, range(120))))
