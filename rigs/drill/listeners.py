"""A device that listens to a person's notices: the socket as a hint, the API as the truth."""

import json
import random
import threading
import time
from typing import Any

from websockets.exceptions import ConnectionClosed, WebSocketException
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Subprotocol

from rigs.drill.clients import Line

ASKS_EVERY = 2.0  # seconds; the app asks each thirty, a drill has no time for that


class Listener:
    """Applies a notice only when its number is the next; otherwise, and now and then, asks for what it missed."""

    def __init__(self, line: Line, ws_url: str, *, most_wait: float = 1.0, name: str = "") -> None:
        # A device of its own: its requests go beside those of the exam room.
        self.line = Line(line.history, line.address.geturl(), f"{line.who}'s listener {name}", line.token)
        self.url, self.most_wait = f"{ws_url}/ws/notifications", most_wait
        self.notices: dict[int, Any] = {}
        self.closes: list[int] = []  # codes with which the server closed
        self.hellos = 0
        self._last, self._ended = 0, threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def start(self) -> None:
        self._thread.start()

    def leave(self) -> None:
        """Begin to end, without waiting for it; `stop()` waits."""
        self._ended.set()

    def stop(self) -> None:
        self.leave()
        self._thread.join(timeout=10)
        self._ask_missed()
        self.line.close()

    def heard_hello(self, seconds: float, *, times: int = 1) -> bool:
        """Return whether the server said hello to this device `times` times within `seconds`."""
        until = time.monotonic() + seconds
        while self.hellos < times and time.monotonic() < until:
            time.sleep(0.05)
        return self.hellos >= times

    def in_order(self) -> bool:
        """Return whether it has every notice from the first to the last, and at least one."""
        return bool(self.notices) and sorted(self.notices) == list(range(1, max(self.notices) + 1))

    def _run(self) -> None:
        while not self._ended.is_set():
            try:
                with connect(self.url, subprotocols=[Subprotocol("jwt"), Subprotocol(self.line.token)]) as socket:
                    self._listen(socket)
            except ConnectionClosed as closed:
                self.closes.append(closed.rcvd.code if closed.rcvd else 1006)
            except (OSError, WebSocketException):
                pass
            self._ended.wait(random.uniform(0, self.most_wait))

    def _listen(self, socket: ClientConnection) -> None:
        while not self._ended.is_set():
            try:
                message = json.loads(socket.recv(timeout=ASKS_EVERY))
            except TimeoutError:
                self._ask_missed()
                continue
            if message["type"] == "hello":
                self.hellos += 1
                if message["data"]["seq"] > self._last:
                    self._ask_missed()
            elif message["type"] == "notice":
                self._take(message["data"])

    def _take(self, notice: dict[str, Any]) -> None:
        if notice["seq"] == self._last + 1:
            self.notices[notice["seq"]] = notice
            self._last += 1
        elif notice["seq"] > self._last:
            self._ask_missed()

    def _ask_missed(self) -> None:
        answer = self.line.ask("notices", "GET", f"/api/v1/notifications?after={self._last}")
        for notice in answer.body["results"] if answer.status == 200 else []:
            self.notices[notice["seq"]] = notice
            self._last = max(self._last, notice["seq"])
