"""The bad network of the drills does what its modes say."""

import contextlib
import socket
import socketserver
import threading

import pytest

from rigs.proxy import Proxy


class Echo(socketserver.BaseRequestHandler):
    def handle(self):
        while data := self.request.recv(100):
            self.request.sendall(data)


@pytest.fixture
def proxy():
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Echo) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        with Proxy(server.server_address[1]) as proxy:
            yield proxy
        server.shutdown()


PATIENCE = 20  # seconds for what must happen, on a machine with other work
SILENCE = 0.15  # seconds in which nothing must happen


def opened(proxy):
    """A line through the proxy on which one word has gone there and back."""
    line = socket.create_connection(("127.0.0.1", proxy.port), timeout=PATIENCE)
    line.sendall(b"hello")
    assert line.recv(100) == b"hello"
    return line


@pytest.fixture
def line(proxy):
    with opened(proxy) as line:
        yield line


@pytest.mark.parametrize("mode", ["drop", "half_open"])
def test_a_silent_network_answers_nothing_until_it_heals(proxy, line, mode):
    proxy.set(mode)
    line.sendall(b"are you there")
    line.settimeout(SILENCE)
    with pytest.raises(TimeoutError):
        line.recv(100)
    proxy.set("pass")
    line.settimeout(PATIENCE)
    assert line.recv(100) == b"are you there"


def test_a_refusing_network_breaks_what_is_open_and_takes_nothing_new(proxy, line):
    proxy.set("refuse")
    with pytest.raises(ConnectionResetError):
        line.recv(100)
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", proxy.port), timeout=PATIENCE)
    proxy.set("pass")
    opened(proxy).close()


def test_every_line_of_a_refusing_network_is_reset_and_none_ended_politely(proxy):
    with contextlib.ExitStack() as ends:
        lines = [ends.enter_context(opened(proxy)) for _line in range(30)]
        proxy.set("refuse")
        for line in lines:
            with pytest.raises(ConnectionResetError):
                line.recv(100)
