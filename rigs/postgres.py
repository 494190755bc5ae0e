"""A PostgreSQL cluster of the rig's own, with production-like settings."""

import glob
import os
import re
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path
from types import TracebackType
from typing import Literal

from rigs.processes import NotInstalled, Process, free_port

SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "fsync": "on",
    "synchronous_commit": "on",
    "shared_buffers": "512MB",
    "effective_cache_size": "1GB",
    "work_mem": "16MB",
    "maintenance_work_mem": "256MB",
    "max_wal_size": "2GB",
    "checkpoint_timeout": "15min",
    "max_connections": "200",
    "random_page_cost": "1.1",
    "jit": "off",
    "log_min_messages": "warning",
    "track_io_timing": "on",
}
STOP = {"smart": signal.SIGTERM, "fast": signal.SIGINT, "immediate": signal.SIGQUIT}


class Postgres(Process):
    """A server on a free port. `url(database)` is its address; the superuser is `postgres`, without a password.

    The cluster lies in a temporary folder that goes at the end, or in `data`: that one is kept, and taken as it is
    when it holds a cluster already. As root the server runs as the user `postgres`. Raises NotInstalled.
    """

    stop_signal = signal.SIGINT  # "fast": it does not wait for its clients

    def __init__(self, *, folder: Path, data: Path | None = None, settings: dict[str, str] | None = None) -> None:
        self.port, self.binaries = free_port(), find_binaries()
        self.own_folder = None if data else Path(tempfile.mkdtemp(prefix="rig-postgres-"))
        self.data = data or Path(str(self.own_folder)) / "data"
        self.settings = SETTINGS | (settings or {})
        super().__init__("postgres", [], folder=folder, user=server_user())

    def start(self, *, wait: bool = True) -> None:
        if not (self.data / "PG_VERSION").exists():
            self._make_cluster()
        if (self.binaries.parent / "lib" / "pg_stat_statements.so").exists():
            self.settings.setdefault("shared_preload_libraries", "pg_stat_statements")
        # The socket's path may have 107 characters at most, so it is beside the data and not in the log's folder.
        given = {"port": str(self.port), "unix_socket_directories": str(self.data), **self.settings}
        options = [part for name, value in given.items() for part in ("-c", f"{name}={value}")]
        self.command = [str(self.binaries / "postgres"), "-D", str(self.data), *options]
        super().start(wait=wait)

    def is_ready(self) -> bool:
        command = [str(self.binaries / "pg_isready"), "-q", "-h", "127.0.0.1", "-p", str(self.port)]
        return subprocess.run(command, check=False).returncode == 0

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        super().__exit__(kind, error, at)
        if self.own_folder:
            shutil.rmtree(self.own_folder, ignore_errors=True)

    def url(self, database: str = "mathvidya") -> str:
        """Return `postgres://…` of this database."""
        return f"postgres://postgres@127.0.0.1:{self.port}/{database}"

    def execute(self, statement: str, *, database: str = "postgres") -> str:
        """Run SQL by psql, outside of a transaction; its rows as text. Raises CalledProcessError."""
        command = [str(self.binaries / "psql"), "-X", "-q", "-At", "-v", "ON_ERROR_STOP=1", self.url(database)]
        done = subprocess.run([*command, "-c", statement], check=True, capture_output=True, text=True)
        return done.stdout.strip()

    def end(self, mode: Literal["smart", "fast", "immediate"]) -> None:
        """End the server as `pg_ctl stop -m` does, and wait. `immediate` is a crash: the next start recovers."""
        self.wanted = False
        if self._popen is not None and self.alive():
            self._popen.send_signal(STOP[mode])
            self._popen.wait(timeout=60)

    def _make_cluster(self) -> None:
        self.data.mkdir(parents=True, exist_ok=True)
        self.data.chmod(0o700)
        if self.user:
            if self.own_folder:
                self.own_folder.chmod(0o711)
            shutil.chown(self.data, self.user, self.user)
        command = [str(self.binaries / "initdb"), "-D", str(self.data), "-U", "postgres", "-A", "trust", "--no-sync"]
        as_user = {"user": self.user, "group": self.user, "extra_groups": []} if self.user else {}
        locale = ["-E", "UTF8", "--locale", "C.UTF-8"]
        subprocess.run([*command, *locale], check=True, stdout=subprocess.DEVNULL, cwd=self.data, **as_user)  # type: ignore[call-overload]


def server_user() -> str | None:
    """Return `postgres` where we are root, because the server refuses to run as root; otherwise None, for ourselves."""
    return "postgres" if os.geteuid() == 0 else None


def find_binaries() -> Path:
    """Return the folder of initdb and postgres, newest version first. Raises NotInstalled."""
    found = {Path(path).parent for path in glob.glob("/usr/lib/postgresql/*/bin/initdb")}
    if (pg_config := shutil.which("pg_config")) is not None:
        its_folder = Path(
            subprocess.run([pg_config, "--bindir"], check=True, capture_output=True, text=True).stdout.strip()
        )
        if (its_folder / "initdb").exists():
            found.add(its_folder)
    if not found:
        raise NotInstalled("PostgreSQL's programs (initdb, postgres) are not on this machine.")
    return max(found, key=lambda folder: [int(part) for part in re.findall(r"\d+", str(folder))])
