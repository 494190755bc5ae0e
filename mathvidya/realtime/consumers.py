"""The base of every socket: authentication, repeated each minute; numbered messages; no frame that breaks it."""

import asyncio
import contextlib
import json
import time
from typing import Any, ClassVar

import structlog
from channels.exceptions import StopConsumer
from channels.generic.websocket import AsyncJsonWebsocketConsumer
from django.contrib.auth.base_user import AbstractBaseUser
from redis.exceptions import RedisError

from mathvidya.lib.errors import DomainError, Forbidden, NotFound
from mathvidya.ops.outages import TRY_LATER, note_outage
from mathvidya.realtime import gate

log = structlog.get_logger(__name__)

BAD_SIGN_IN, FORBIDDEN, NOT_FOUND, TOO_MANY, TOO_BIG = 4401, 4403, 4404, 4429, 1009
LONGEST_FRAME = 64 * 1024
FLOOD_MESSAGES, FLOOD_SECONDS = 100, 10.0


class SecureConsumer(AsyncJsonWebsocketConsumer):  # type: ignore[misc]
    """Subclasses say who may enter (`admit`), what happens then (`joined`), and what a message means (`received`).

    Out: {"type", "version", "seq", "data"}; `seq` counts this connection's messages from 1. In: {"type", …}.
    A person is known by `Sec-WebSocket-Protocol: jwt, <token>`, by a first message {"type": "auth", "token"} within
    `AUTH_WITHIN` seconds, or by the session of one of our own pages. Closes with 4401 (sign in again), 4403, 4404,
    4429 (flood), 1009 (frame over 64 kB) or 1013 (database or layer away: try later); a page of another site gets
    HTTP 403.
    """

    VERSION: ClassVar[int] = 1
    AUTH_WITHIN: ClassVar[float] = 10.0
    HEARTBEAT: ClassVar[float] = 30.0
    RECHECK: ClassVar[float] = 60.0

    user: AbstractBaseUser

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.seq = 0
        self.token: str | None = None
        self.session_key: str | None = None
        self.is_in = False
        self._listening: set[str] = set()
        self._clock: asyncio.Task[None] | None = None
        self._window, self._in_window = 0.0, 0

    # --- What a subclass says -------------------------------------------------------------------------------------

    async def admit(self) -> None:
        """Raise NotFound or Forbidden where `self.user` may not be here. Asked at the start and each minute."""

    async def joined(self) -> None:
        """Begin, now that `self.user` is in: listen to groups, say hello."""

    async def received(self, type: str, message: dict[str, Any]) -> None:
        """Handle a message. Raise DomainError to refuse it; the socket stays open."""
        await self.say("error", {"code": "unknown_type", "detail": "This socket knows no such message."})

    # --- What a subclass uses -------------------------------------------------------------------------------------

    async def listen(self, group: str) -> None:
        """Pass on what is pushed to `group`."""
        self._listening.add(group)
        await self.channel_layer.group_add(group, self.channel_name)

    async def say(self, type: str, data: dict[str, Any] | None = None) -> None:
        """Send one message."""
        self.seq += 1
        await self.send_json({"type": type, "version": self.VERSION, "seq": self.seq, "data": data or {}})

    # --- Entering and leaving -------------------------------------------------------------------------------------

    async def connect(self) -> None:
        if gate.is_foreign(self.scope):
            await self.close()
            raise StopConsumer  # the server sends nothing more about a refused socket; waiting for it would never end
        self.token = gate.offered_token(self.scope)
        self.session_key = None if self.token else gate.session_key_of(self.scope)
        await self.accept("jwt" if self.token else None)
        if self.token or self.session_key:
            await self._enter()
        else:
            self._clock = asyncio.create_task(self._wait_for_auth())

    async def disconnect(self, code: int) -> None:
        self._stop_clock()
        with contextlib.suppress(RedisError):  # a layer that is away forgets the group by itself
            for group in self._listening:
                await self.channel_layer.group_discard(group, self.channel_name)

    async def _enter(self) -> None:
        try:
            if await self._is_still_welcome():
                self._stop_clock()
                await self.listen(f"control.{self.user.pk}")
                self.is_in = True
                self._clock = asyncio.create_task(self._tick())
                await self.joined()
        except Exception as error:
            if note_outage(error) is None:
                raise
            await self.close(TRY_LATER)

    async def _is_still_welcome(self) -> bool:
        """Authenticate the person again; close the socket where nobody is signed in any more."""
        try:
            user = await (
                gate.user_of_token(self.token) if self.token else gate.user_of_session(self.session_key or "")
            )
            if user is None:
                await self.close(BAD_SIGN_IN)
                return False
            self.user = user
            await self.admit()
        except (NotFound, Forbidden) as error:
            await self.close(NOT_FOUND if isinstance(error, NotFound) else FORBIDDEN)
            return False
        return True

    async def _wait_for_auth(self) -> None:
        await asyncio.sleep(self.AUTH_WITHIN)
        await self.close(BAD_SIGN_IN)

    async def _tick(self) -> None:
        """Send heartbeats, and check each minute whether this person may still be here."""
        checked = time.monotonic()
        while True:
            await asyncio.sleep(self.HEARTBEAT)
            if time.monotonic() - checked >= self.RECHECK:
                checked = time.monotonic()
                if not await self._recheck():
                    return
            await self.say("heartbeat")

    async def _recheck(self) -> bool:
        """Return whether this person may still be here; True while the database is away and it cannot be checked."""
        try:
            return await self._is_still_welcome()
        except Exception as error:
            if note_outage(error) is None:
                raise
            return True

    def _stop_clock(self) -> None:
        if self._clock is not None and self._clock is not asyncio.current_task():
            self._clock.cancel()

    # --- Messages in ----------------------------------------------------------------------------------------------

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None, **kwargs: Any) -> None:
        if len(text_data or bytes_data or "") > LONGEST_FRAME:
            await self.close(TOO_BIG)
            return
        if self._is_flood():
            await self.close(TOO_MANY)
            return
        message = _read(text_data)
        if message is None:
            await self.say("error", {"code": "bad_message", "detail": 'Send a JSON object with a text "type".'})
        elif not self.is_in:
            await self._take_auth(message)
        elif message["type"] == "ping":
            await self.say("pong")
        else:
            await self._take(message)

    async def _take_auth(self, message: dict[str, Any]) -> None:
        token = message.get("token")
        if message["type"] != "auth" or not isinstance(token, str):
            await self.close(BAD_SIGN_IN)
            return
        self.token = token
        await self._enter()

    async def _take(self, message: dict[str, Any]) -> None:
        try:
            await self.received(message["type"], message)
        except DomainError as error:
            await self.say("error", {"code": error.code, "detail": str(error.detail), "errors": error.fields})
        except Exception:
            log.exception("socket_message_failed", consumer=type(self).__name__, message_type=message["type"][:40])
            await self.say("error", {"code": "internal_error", "detail": "Something went wrong on our side."})

    def _is_flood(self) -> bool:
        now = time.monotonic()
        if now - self._window > FLOOD_SECONDS:
            self._window, self._in_window = now, 0
        self._in_window += 1
        return self._in_window > FLOOD_MESSAGES

    # --- Messages of the channel layer ----------------------------------------------------------------------------

    async def push_message(self, event: dict[str, Any]) -> None:
        await self.say(event["kind"], event["data"])

    async def push_close(self, event: dict[str, Any]) -> None:
        """Close: the person was signed out everywhere or deactivated, or has another role now."""
        await self.close(BAD_SIGN_IN)

    async def push_check(self, event: dict[str, Any]) -> None:
        """Ask again who may be here: one of several sign-ins ended, or the membership of a class."""
        await self._is_still_welcome()


def _read(text: str | None) -> dict[str, Any] | None:
    with contextlib.suppress(ValueError, RecursionError):
        message = json.loads(text or "")
        if isinstance(message, dict) and isinstance(message.get("type"), str):
            return message
    return None


class Nowhere(AsyncJsonWebsocketConsumer):  # type: ignore[misc]
    """Refuses every unknown address before the socket is accepted."""

    async def connect(self) -> None:
        await self.close()
        raise StopConsumer
