"""Channels' layers with corrections: the one of a single process, and the one on Redis."""

import asyncio
from collections.abc import Coroutine
from typing import Any

from channels.layers import InMemoryChannelLayer
from channels_redis.core import RedisChannelLayer


class ThreadSafeInMemoryLayer(InMemoryChannelLayer):  # type: ignore[misc]
    """A layer in memory with one home loop, on which consumers receive. Queues are only touched there.

    What any thread of the process sends arrives at the sockets of that loop. Sending from another thread's loop hands
    the message over with `run_coroutine_threadsafe`; putting it into a queue from there would wake nobody until the
    loop next turns by itself.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.home: asyncio.AbstractEventLoop | None = None

    async def receive(self, channel: str) -> dict[str, Any]:
        self._settle()
        message: dict[str, Any] = await super().receive(channel)
        return message

    async def group_add(self, group: str, channel: str) -> None:
        self._settle()
        await super().group_add(group, channel)

    async def send(self, channel: str, message: dict[str, Any]) -> None:
        await self._at_home(super().send(channel, message))

    async def group_send(self, group: str, message: dict[str, Any]) -> None:
        await self._at_home(super().group_send(group, message))

    def _settle(self) -> None:
        """Make this loop, on which a consumer runs, the home loop; drop the queues of an earlier one."""
        here = asyncio.get_running_loop()
        if self.home is not here:
            if self.home is not None:
                self.channels.clear()
                self.groups.clear()
            self.home = here

    async def _at_home(self, work: Coroutine[Any, Any, None]) -> None:
        home = self.home
        if home is None or home is asyncio.get_running_loop() or not home.is_running():
            await work
            return
        await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(work, home))


class CancellableRedisLayer(RedisChannelLayer):  # type: ignore[misc]
    """channels_redis, whose `receive` ends when it is cancelled, five seconds later at the latest.

    redis-py sends each command by `asyncio.wait_for`, and Python 3.11's forgets a cancellation that arrives just as the
    command has left (github.com/python/cpython/issues/86296). A socket that was closed at that moment would go on
    waiting for messages for ever, and hold up its server's shutdown.

    Only Python 3.11 needs this; from 3.12 on it changes nothing. It can go when 3.12 is the oldest that we run on.
    """

    async def _brpop_with_clean(self, index: int, channel: str, timeout: int) -> bytes | None:
        """Wait once for a message. One that was taken is returned even when cancelled: it must not be lost."""
        taken: bytes | None = await super()._brpop_with_clean(index, channel, timeout)
        task = asyncio.current_task()
        if taken is None and task is not None and task.cancelling():
            raise asyncio.CancelledError
        return taken
