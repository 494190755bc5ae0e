"""The public interface of this package: what a benchmark, a drill or a test imports.

Each process has a port (where it listens), a log file in the given folder, `pid`, `start()`, `stop()`, `kill9()`,
`freeze()`, `thaw()` and `restart()`, and is a context manager. `Stack` starts the whole production shape.
"""

from rigs.postgres import Postgres
from rigs.processes import NotInstalled, Process, free_port, wait_until
from rigs.product import Beat, Relay, Server, SignIn, Sockets, Storage, Web, Worker
from rigs.proxy import Proxy
from rigs.redis_server import Redis
from rigs.stack import Stack, Supervisor

__all__ = [
    "Beat",
    "NotInstalled",
    "Postgres",
    "Process",
    "Proxy",
    "Redis",
    "Relay",
    "Server",
    "SignIn",
    "Sockets",
    "Stack",
    "Storage",
    "Supervisor",
    "Web",
    "Worker",
    "free_port",
    "wait_until",
]
