"""A TCP proxy that simulates a bad network."""

import contextlib
import socket
import struct
import threading
import time
from types import TracebackType
from typing import Literal, Self

from rigs.processes import free_port

Mode = Literal["pass", "drop", "refuse", "half_open"]
CHUNK = 65_536


class Proxy:
    """Passes 127.0.0.1:`port` on to 127.0.0.1:`target`, as `mode` says.

    - `pass`: bytes go through, each chunk `latency` seconds late;
    - `drop`: connections stay and new ones are taken, but no byte arrives, as behind a silent network;
    - `half_open`: what the client sends arrives, answers do not;
    - `refuse`: open connections are reset and new ones refused.

    What was held back in `drop` and `half_open` arrives after `pass` is set again.
    """

    def __init__(self, target: int) -> None:
        self.target, self.port, self.latency = target, free_port(), 0.0
        self._mode: Mode = "pass"
        self._listener: socket.socket | None = None
        self._open: set[socket.socket] = set()
        self._lock = threading.Lock()

    def __enter__(self) -> Self:
        self._listen()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.set("refuse")

    @property
    def mode(self) -> Mode:
        return self._mode

    def set(self, mode: Mode, *, latency: float = 0.0) -> None:
        """Change what happens to the bytes, from now on, also on open connections."""
        self.latency, self._mode = latency, mode
        if mode == "refuse":
            self._close()
        elif self._listener is None:
            self._listen()

    def _listen(self) -> None:
        listener = socket.socket()
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(("127.0.0.1", self.port))
        listener.listen(256)
        self._listener = listener
        threading.Thread(target=self._accept, args=(listener,), daemon=True).start()

    def _close(self) -> None:
        if self._listener is not None:
            # shutdown() wakes the thread in accept(); close() alone would leave it there, and the port taken.
            with contextlib.suppress(OSError):
                self._listener.shutdown(socket.SHUT_RDWR)
            self._listener.close()
            self._listener = None
        with self._lock:
            ends, self._open = self._open, set()
        _reset(ends)

    def _accept(self, listener: socket.socket) -> None:
        while True:
            try:
                client = listener.accept()[0]
            except OSError:
                return
            threading.Thread(target=self._serve, args=(client, listener), daemon=True).start()

    def _serve(self, client: socket.socket, listener: socket.socket) -> None:
        try:
            server = socket.create_connection(("127.0.0.1", self.target), timeout=5)
        except OSError:
            client.close()
            return
        server.settimeout(None)
        with self._lock:
            if is_wanted := self._listener is listener:
                self._open |= {client, server}
        if not is_wanted:  # the network broke while the two ends were joined
            _reset({client, server})
            return
        threading.Thread(target=self._pump, args=(server, client, True), daemon=True).start()
        self._pump(client, server, False)

    def _pump(self, source: socket.socket, sink: socket.socket, answers: bool) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(CHUNK):
                while self._mode == "drop" or (answers and self._mode == "half_open"):
                    time.sleep(0.02)
                if self.latency:
                    time.sleep(self.latency)
                sink.sendall(data)
        with self._lock:
            self._open -= {source, sink}
        _end(source)
        _end(sink)


def _reset(ends: set[socket.socket]) -> None:
    """Close them all with a reset.

    All are marked before the first is closed: the thread that pumps between two ends closes the second as soon as the
    first is closed, and would do so without a reset.
    """
    for end in ends:
        with contextlib.suppress(OSError):
            end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))  # RST, not FIN
    for end in ends:
        _end(end)


def _end(end: socket.socket) -> None:
    """Close it, also when another thread waits in it: only reading is shut down, because more would send FIN."""
    with contextlib.suppress(OSError):
        end.shutdown(socket.SHUT_RD)
    end.close()
