"""The bad network of the drills does what its modes say."""

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


@pytest.fixture
def line(proxy):
    with socket.create_connection(("127.0.0.1", proxy.port), timeout=2) as line:
        line.sendall(b"hello")
        assert line.recv(100) == b"hello"
        line.settimeout(0.15)
        yield line


@pytest.mark.parametrize("mode", ["drop", "half_open"])
def test_a_silent_network_answers_nothing_until_it_heals(proxy, line, mode):
    proxy.set(mode)
    line.sendall(b"are you there")
    with pytest.raises(TimeoutError):
        line.recv(100)
    proxy.set("pass")
    line.settimeout(2)
    assert line.recv(100) == b"are you there"


def test_a_refusing_network_breaks_what_is_open_and_takes_nothing_new(proxy, line):
    proxy.set("refuse")
    line.settimeout(2)
    with pytest.raises(ConnectionResetError):
        line.recv(100)
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", proxy.port), timeout=2)
    proxy.set("pass")
    with socket.create_connection(("127.0.0.1", proxy.port), timeout=2) as again:
        again.sendall(b"back")
        assert again.recv(100) == b"back"
