"""Everything that production runs, started together on this machine."""

import contextlib
import os
import secrets
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import TracebackType
from typing import Literal, Self, get_args

from rigs.postgres import Postgres
from rigs.processes import Process
from rigs.product import ROOT, Beat, Relay, Server, SignIn, Sockets, Storage, Web, Worker, goes_to_signin
from rigs.proxy import Proxy
from rigs.redis_server import Redis

Part = Literal["web", "signin", "sockets", "worker", "mail", "pages", "models", "runner", "reports", "beat", "relay"]
PARTS: tuple[Part, ...] = get_args(Part)
# Variables of the caller's shell for another deployment must not reach this one.
FOREIGN = ("AWS_", "REDIS_", "DATABASE_", "CELERY_", "GOOGLE_")
FOREIGN_NAMES = {
    *("TESTING", "DEMO", "DEBUG", "EMAIL_URL", "SENTRY_DSN", "JWT_SIGNING_KEY", "SITE_URL", "NUM_PROXIES"),
    "PYTHONDONTWRITEBYTECODE",  # a process that compiles all it imports starts five seconds later
}


class Stack:
    """PostgreSQL, Redis, web, sockets, workers, beat and relay; a database with all migrations; nothing in it.

        with Stack(folder) as stack:
            httpx.get(f"{stack.web.url}/health")

    Args:
        folder: logs (`<name>.log`), mails (`mail/`) and VAR_DIR (`var/`) go here.
        parts: which processes of the product to start.
        static: collect the static files, which pages need and the API does not.
        storage: keep files in an S3 double instead of the folder.
        through: which of "postgres", "redis", "storage" the product reaches only through a `Proxy` (`stack.proxies`).
        supervised: restart what dies, as Docker's `restart: unless-stopped` does.
        data: keep PostgreSQL's cluster in this folder (see `Postgres`).
        settings: of PostgreSQL, over the production-like ones.
        more: further environment variables.
    """

    def __init__(
        self,
        folder: Path,
        *,
        parts: Sequence[Part] = PARTS,
        static: bool = True,
        storage: bool = False,
        through: tuple[str, ...] = (),
        supervised: bool = False,
        data: Path | None = None,
        settings: dict[str, str] | None = None,
        more: dict[str, str] | None = None,
    ) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder, self.static, self.supervised = folder, static, supervised
        self.metrics_token = secrets.token_hex(16)
        self.postgres = Postgres(folder=folder, data=data, settings=settings)
        self.redis = Redis(folder=folder)
        self.storage = Storage(folder=folder) if storage else None
        targets = {"postgres": self.postgres.port, "redis": self.redis.port}
        if self.storage:
            targets["storage"] = self.storage.port
        self.proxies = {name: Proxy(targets[name]) for name in through}
        self.ports = targets | {name: proxy.port for name, proxy in self.proxies.items()}
        self.environment = self._environment() | (more or {})
        env = self.environment
        self.web, self.sockets = Web(folder=folder, environment=env), Sockets(folder=folder, environment=env)
        self.signin = SignIn(folder=folder, environment=env)
        self.worker, self.mail = self._worker("worker"), self._worker("mail")
        self.pages, self.models = self._worker("pages"), self._worker("models")
        self.runner, self.reports = self._worker("runner"), self._worker("reports")
        self.beat, self.relay = Beat(folder=folder, environment=env), Relay(folder=folder, environment=env)
        self.outside: list[Process] = [self.postgres, self.redis, *([self.storage] if self.storage else [])]
        self.parts = tuple(parts)
        self._ends = contextlib.ExitStack()

    def __enter__(self) -> Self:
        with contextlib.ExitStack() as ends:
            for process in self.outside:
                ends.enter_context(process)
            for proxy in self.proxies.values():
                ends.enter_context(proxy)
            if not self.postgres.execute("SELECT 1 FROM pg_database WHERE datname = 'mathvidya'"):
                self.postgres.execute("CREATE DATABASE mathvidya")
            self._prepare()
            for process in self.product:
                ends.callback(process.stop)
                process.start(wait=False)
            for process in self.product:
                process.wait_ready()
            if self.supervised:
                ends.enter_context(Supervisor(self.product))
            self._ends = ends.pop_all()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._ends.close()

    @property
    def product(self) -> list[Process]:
        """The product's processes that this stack runs."""
        return [getattr(self, part) for part in self.parts]

    def server_of(self, path: str) -> Server:
        """Return the server to which the proxy sends a path."""
        return self.signin if goes_to_signin(path) else self.web

    @property
    def mails(self) -> Path:
        """The folder that every mail goes to."""
        return self.folder / "mail"

    @property
    def database_url(self) -> str:
        """The database itself, past every proxy: for checks."""
        return self.postgres.url()

    def direct_storage(self) -> dict[str, str]:
        """Return the environment that leads to the storage past its proxy; empty where files are in the folder."""
        return {"AWS_S3_ENDPOINT_URL": f"http://127.0.0.1:{self.storage.port}"} if self.storage else {}

    def manage(self, *arguments: str, environment: Mapping[str, str] | None = None) -> str:
        """Run a management command in the stack's environment and `environment`; return what it printed.

        Raises RuntimeError with its output when it failed.
        """
        command = [sys.executable, "manage.py", *arguments]
        env = {**self.environment, **(environment or {})}
        done = subprocess.run(command, cwd=ROOT, env=env, check=False, capture_output=True, text=True)
        if done.returncode:
            raise RuntimeError(f"manage.py {' '.join(arguments)} ended with {done.returncode}:\n{done.stderr[-3000:]}")
        return done.stdout

    def _worker(self, name: Part) -> Worker:
        return Worker(name, folder=self.folder, environment=self.environment)

    def _prepare(self) -> None:
        """Migrate and collect static files, at the same time."""
        steps = [["migrate"], ["collectstatic"]] if self.static else [["migrate"]]
        with ThreadPoolExecutor(len(steps)) as threads:
            list(threads.map(lambda step: self.manage(*step, "--noinput", "-v0"), steps))

    def _environment(self) -> dict[str, str]:
        kept = {
            name: value
            for name, value in os.environ.items()
            if name not in FOREIGN_NAMES and not name.startswith(FOREIGN)
        }
        self.mails.mkdir(exist_ok=True)
        environment = {
            "DJANGO_SETTINGS_MODULE": "mathvidya.settings",
            "PYTHONUNBUFFERED": "1",
            "DATABASE_URL": f"postgres://postgres@127.0.0.1:{self.ports['postgres']}/mathvidya",
            "REDIS_URL": f"redis://127.0.0.1:{self.ports['redis']}",
            "SECRET_KEY": secrets.token_hex(32),
            "METRICS_TOKEN": self.metrics_token,
            "SITE_URL": "http://127.0.0.1",
            "VAR_DIR": str(self.folder / "var"),
            "STATIC_ROOT": str(self.folder / "var" / "static"),
            "EMAIL_URL": f"filemail:///{self.mails}",
            "LOG_LEVEL": "WARNING",
            "STAFF_SECOND_FACTOR_REQUIRED": "0",
        }
        if self.storage:
            environment |= {
                "AWS_STORAGE_BUCKET_NAME": Storage.BUCKET,
                "AWS_S3_ENDPOINT_URL": f"http://127.0.0.1:{self.ports['storage']}",
                "AWS_ACCESS_KEY_ID": "rig",
                "AWS_SECRET_ACCESS_KEY": "rig",
            }
        return kept | environment


class Supervisor:
    """Restarts processes that died unasked, half a second later, as an init system or Docker does."""

    def __init__(self, processes: list[Process]) -> None:
        self._processes, self._ended = processes, threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._ended.set()
        self._thread.join()

    def _watch(self) -> None:
        died: dict[str, float] = {}
        while not self._ended.wait(0.1):
            for process in self._processes:
                if not process.wanted or process.alive():
                    died.pop(process.name, None)
                elif time.monotonic() - died.setdefault(process.name, time.monotonic()) > 0.5:
                    process.start(wait=False)
