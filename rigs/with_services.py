"""Run a command with PostgreSQL and Redis: `python -m rigs.with_services COMMAND …`. Its exit status is the command's.

What DATABASE_URL and REDIS_URL name must answer. Where one is not set, the usual address on this machine is tried; if
nobody answers there, a server of our own runs as long as the command does. Without both the command is not run.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import psycopg
import redis

from rigs.postgres import Postgres
from rigs.processes import NotInstalled
from rigs.redis_server import Redis

POSTGRES, REDIS = "postgres://postgres@127.0.0.1:5432/postgres", "redis://127.0.0.1:6379"
# A server for tests need not survive a power cut.
QUICK = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


def ask_postgres(url: str) -> str:
    """Return why PostgreSQL does not answer at this address, or "" when it does."""
    try:
        with psycopg.connect(url, connect_timeout=5) as connection:
            connection.execute("SELECT 1")
    except psycopg.Error as error:
        return str(error)
    return ""


def ask_redis(url: str) -> str:
    """Return why Redis does not answer at this address, or "" when it does."""
    try:
        with redis.Redis.from_url(url, socket_connect_timeout=5, socket_timeout=5) as client:
            client.ping()
    except redis.RedisError as error:
        return str(error)
    return ""


def find(variable: str, usual: str, ask: Callable[[str], str], start: Callable[[], str]) -> str:
    """Return the address of a service that answers, if need be one of our own. Raises SystemExit without any."""
    if given := os.environ.get(variable):
        if reason := ask(given):
            raise SystemExit(f"{variable} is set, and nobody answers there: {reason}")
        return given
    if not ask(usual):
        return usual
    try:
        own = start()
    except (NotInstalled, RuntimeError, TimeoutError) as error:
        raise SystemExit(
            f"{variable} is not set, nobody answers at {usual}, and none can be started: {error}"
        ) from None
    return own


def main(command: list[str]) -> int:
    """Run `command` with both addresses in its environment, and return its exit status."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        addresses = {
            "DATABASE_URL": find(
                "DATABASE_URL",
                POSTGRES,
                ask_postgres,
                lambda: stack.enter_context(Postgres(folder=folder, settings=QUICK)).url("postgres"),
            ),
            "REDIS_URL": find("REDIS_URL", REDIS, ask_redis, lambda: stack.enter_context(Redis(folder=folder)).url),
        }
        for name, address in addresses.items():
            # Without what is before the @: it may contain a password.
            print(
                f"{name}: {address.split('://')[0]} at {address.rsplit('@')[-1].removeprefix('redis://')}", flush=True
            )
        return subprocess.run(command, env={**os.environ, **addresses}).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
