"""How a test opens a socket. (channels.testing has the like, but cannot be imported without daphne.)"""

import json
from collections.abc import Iterable
from typing import Any

from asgiref.testing import ApplicationCommunicator

HOST = (b"host", b"testserver")
OUR_ORIGIN = (b"origin", b"http://testserver")
PATIENCE = 20  # seconds for what must come, on a machine with other work; what comes at once costs none of them


class Socket(ApplicationCommunicator):
    """`socket = Socket("/ws/notifications", token=access_token(user)); await socket.open(); await socket.take()`."""

    def __init__(self, path: str, *, token: str | None = None, headers: Iterable[tuple[bytes, bytes]] = ()) -> None:
        from mathvidya.asgi import application

        path, _, query = path.partition("?")
        scope = {
            "type": "websocket",
            "path": path,
            "query_string": query.encode(),
            "headers": [HOST, *headers],
            "subprotocols": ["jwt", token] if token else [],
        }
        super().__init__(application, scope)

    async def open(self) -> tuple[bool, str | None]:
        """Connect; return (accepted?, subprotocol)."""
        await self.send_input({"type": "websocket.connect"})
        answer = await self.receive_output(PATIENCE)
        return answer["type"] == "websocket.accept", answer.get("subprotocol")

    async def say(self, message: dict[str, Any]) -> None:
        await self.send_raw(text=json.dumps(message))

    async def send_raw(self, **frame: Any) -> None:
        """Send `text=` or `bytes=` as it is."""
        await self.send_input({"type": "websocket.receive", **frame})

    async def take(self) -> dict[str, Any]:
        """Return the next message; fail where the socket was closed instead."""
        answer = await self.receive_output(PATIENCE)
        assert answer["type"] == "websocket.send", answer
        message: dict[str, Any] = json.loads(answer["text"])
        return message

    async def closed_with(self) -> int:
        """Return the code that it is closed with, whatever comes before."""
        while (answer := await self.receive_output(PATIENCE))["type"] != "websocket.close":
            continue
        return int(answer.get("code", 1000))

    async def leave(self) -> None:
        await self.send_input({"type": "websocket.disconnect", "code": 1000})
        await self.wait(PATIENCE)
