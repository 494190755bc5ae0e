"""The real demo process, as `./run demo` starts it."""

import contextlib
import os
import re
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import httpx

ROOT = Path(__file__).resolve().parents[1]
READY_WITHIN = 180  # a cold start on a busy machine, with all pictures drawn


@dataclass(frozen=True)
class Demo:
    """Where the demo answers, and the file that holds what it prints: also its mails."""

    url: str
    log: Path
    process: subprocess.Popen[bytes]

    def mail_to(self, address: str, pattern: str, *, seconds: float = 30) -> str:
        """The group of `pattern` in the newest mail to `address`; waits for the mail worker."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            mails = self.log.read_text(errors="replace").split("Content-Type: ")
            for mail in reversed(mails):
                if f"To: {address}" in mail and (found := re.search(pattern, mail)):
                    return found.group(1)
            time.sleep(0.2)
        raise AssertionError(f"no mail to {address} with {pattern}")


@contextlib.contextmanager
def running_demo(folder: Path) -> Iterator[Demo]:
    """`manage.py demo` with everything in it: HTTP, sockets, worker, beat, relay; on a database of its own."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    url = f"http://127.0.0.1:{port}"
    database, drop = own_database()
    # An own Redis database cannot be had for channels and broker; the demo is embedded there as it is for visitors.
    unset = {"TESTING", "REDIS_URL", "DATABASE_URL"}
    env = {name: value for name, value in os.environ.items() if name not in unset}
    env |= {"DEMO": "1", "VAR_DIR": str(folder / "var"), "SITE_URL": url} | database
    log = folder / "demo.log"
    with log.open("wb") as out:
        command = [sys.executable, "manage.py", "demo", "--port", str(port)]
        process = subprocess.Popen(command, cwd=ROOT, env=env, stdout=out, stderr=subprocess.STDOUT)
        try:
            wait_until_ready(url, process, log)
            yield Demo(url, log, process)
        finally:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(timeout=30)
            except subprocess.TimeoutExpired:
                process.kill()
            drop()


def wait_until_ready(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + READY_WITHIN
    while time.monotonic() < until and process.poll() is None:
        try:
            if httpx.get(f"{url}/health", timeout=2).status_code == 200:
                return
        except httpx.TransportError:
            time.sleep(0.2)
    raise AssertionError(f"the demo did not start:\n{log.read_text(errors='replace')[-5000:]}")


def own_database():
    """Environment that points to a fresh PostgreSQL database where the tests run on one, and how to drop it."""
    url = os.environ.get("DATABASE_URL", "")
    if not url.startswith("postgres"):
        return {}, lambda: None
    import psycopg

    name = f"mathvidya_journey_{secrets.token_hex(4)}"
    with psycopg.connect(url, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")

    def drop() -> None:
        with psycopg.connect(url, autocommit=True) as server:
            server.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")

    return {"DATABASE_URL": urlunsplit(urlsplit(url)._replace(path=f"/{name}"))}, drop
