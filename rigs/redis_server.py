"""A Redis of the rig's own."""

import shutil
import socket
from pathlib import Path

from rigs.processes import NotInstalled, Process, free_port


class Redis(Process):
    """redis-server on a free port. Without `persistent` a restart comes back empty; with it, as production's does.

    Raises NotInstalled.
    """

    def __init__(self, *, folder: Path, persistent: bool = False) -> None:
        program = shutil.which("redis-server")
        if program is None:
            raise NotInstalled("redis-server is not on this machine.")
        self.port = free_port()
        store = folder / "redis"
        store.mkdir(parents=True, exist_ok=True)
        kept = ["--appendonly", "yes"] if persistent else ["--save", ""]
        command = [program, "--port", str(self.port), "--bind", "127.0.0.1", "--dir", str(store), *kept]
        super().__init__("redis", command, folder=folder)

    @property
    def url(self) -> str:
        """`redis://…` without a database number, as REDIS_URL is given."""
        return f"redis://127.0.0.1:{self.port}"

    def is_ready(self) -> bool:
        return self.alive() and self._ask("PING") == "+PONG"

    def wipe(self) -> None:
        """Send FLUSHALL: every key, queue and session in it is gone, connections stay."""
        self._ask("FLUSHALL")

    def _ask(self, command: str) -> str:
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=2) as line:
                line.sendall(f"{command}\r\n".encode())
                return line.recv(4096).decode().strip()
        except OSError:
            return ""
