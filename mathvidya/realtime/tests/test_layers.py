"""The in-memory layer: what another thread sends arrives at once, on the sockets' own loop."""

import asyncio
import threading
import time

from asgiref.sync import async_to_sync

from mathvidya.realtime.layers import ThreadSafeInMemoryLayer


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
    assert await asyncio.wait_for(waiting, 2) == {"type": "lit"}
    assert time.perf_counter() - sent[0] < 0.5


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
    got = [(await asyncio.wait_for(layer.receive(channel), 5))["number"] for _ in range(400)]
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
