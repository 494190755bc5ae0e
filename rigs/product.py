"""The project's own processes, by the commands that production uses: they are read from the deployment's files."""

import json
import shlex
import sys
import urllib.error
import urllib.request
from collections.abc import Mapping, Sequence
from fnmatch import fnmatch
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from rigs.processes import Process, free_port, listens

ROOT = Path(__file__).resolve().parents[1]
PROGRAMS = {"granian", "uvicorn", "celery", "python"}


@cache
def production_commands() -> dict[str, list[str]]:
    """Return {name: words} of `web` (Dockerfile) and of each process of docker-compose.yml that runs our code."""
    lines = (ROOT / "Dockerfile").read_text().splitlines()
    web = next(line.removeprefix("CMD ") for line in lines if line.startswith("CMD "))
    compose: dict[str, dict[str, Any]] = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]
    ours = {
        name: service.get("command", "") for name, service in compose.items() if service.get("image") == "mathvidya"
    }
    commands = {name: shlex.split(command) for name, command in ours.items() if command and name != "migrate"}
    return {"web": json.loads(web), **commands}


def command_of(name: str, **changed: str) -> list[str]:
    """Return a production command for this interpreter, with other values of some options (`port="8123"`)."""
    words = list(production_commands()[name])
    for option, value in changed.items():
        words[words.index(f"--{option}") + 1] = value
    # "env NAME=value program", "nice -n 10 program": they set something and then run the program in their place.
    program = next(place for place, word in enumerate(words) if word in PROGRAMS)
    rest = words[program + 1 :] if words[program] == "python" else ["-m", *words[program:]]
    return [*words[:program], sys.executable, *rest]


@cache
def goes_to_signin(path: str) -> bool:
    """Return whether the proxy sends a path to `signin`."""
    lines = (ROOT / "deploy" / "Caddyfile").read_text().splitlines()
    patterns = next(line.split()[2:] for line in lines if line.split()[:2] == ["@signin", "path"])
    return any(fnmatch(path, pattern) for pattern in patterns)


class Server(Process):
    """A process of ours that answers HTTP on a port of its own."""

    def __init__(
        self,
        name: str,
        *,
        folder: Path,
        environment: Mapping[str, str],
        port: int | None = None,
        more: Sequence[str] = (),
    ) -> None:
        self.port = port or free_port()
        command = [*command_of(name, host="127.0.0.1", port=str(self.port)), *more]
        super().__init__(name, command, folder=folder, environment=environment, cwd=ROOT)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def is_ready(self) -> bool:
        try:
            urllib.request.urlopen(f"{self.url}/health", timeout=2).close()  # noqa: S310  (our own server on loopback)
        except (urllib.error.URLError, OSError):
            return False
        return True


class Web(Server):
    """granian, WSGI: HTTP. `more` adds options or overrides those of production (`--workers`, `4`)."""

    def __init__(self, *, folder: Path, environment: Mapping[str, str], more: Sequence[str] = ()) -> None:
        super().__init__("web", folder=folder, environment=environment, more=more)


class SignIn(Server):
    """granian, WSGI: what hashes passwords (`goes_to_signin`)."""

    def __init__(self, *, folder: Path, environment: Mapping[str, str]) -> None:
        super().__init__("signin", folder=folder, environment=environment)


class Sockets(Server):
    """uvicorn, ASGI: `/ws/`."""

    def __init__(self, *, folder: Path, environment: Mapping[str, str], more: Sequence[str] = ()) -> None:
        super().__init__("sockets", folder=folder, environment=environment, more=more)

    @property
    def ws_url(self) -> str:
        return f"ws://127.0.0.1:{self.port}"


class Worker(Process):
    """A Celery worker of one queue: `worker` takes `default`, the others the one they are called after."""

    ready_within = 90.0

    def __init__(self, name: str = "worker", *, folder: Path, environment: Mapping[str, str]) -> None:
        command = [*command_of(name), "--hostname", f"{name}@%h", "--loglevel", "INFO"]
        super().__init__(name, command, folder=folder, environment=environment, cwd=ROOT)

    def start(self, *, wait: bool = True) -> None:
        self._log_before = self.log.stat().st_size if self.log.exists() else 0
        super().start(wait=wait)

    def is_ready(self) -> bool:
        with self.log.open("rb") as log:
            log.seek(self._log_before)
            return b" ready." in log.read()


class Beat(Process):
    """Celery beat: the timetable."""

    def __init__(self, *, folder: Path, environment: Mapping[str, str]) -> None:
        super().__init__("beat", command_of("beat"), folder=folder, environment=environment, cwd=ROOT)


class Relay(Process):
    """`manage.py relay`: carries committed events to their handlers."""

    def __init__(self, *, folder: Path, environment: Mapping[str, str]) -> None:
        super().__init__("relay", command_of("relay"), folder=folder, environment=environment, cwd=ROOT)


class Storage(Process):
    """moto's S3: objects in memory, so killing it loses them. It is a fake, so it proves no upload policy."""

    BUCKET = "mathvidya"

    def __init__(self, *, folder: Path) -> None:
        self.port = free_port()
        command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(self.port)]
        super().__init__("storage", command, folder=folder)

    def is_ready(self) -> bool:
        return listens(self.port)

    def start(self, *, wait: bool = True) -> None:
        super().start(wait=wait)
        if wait:
            import boto3

            self.client(boto3).create_bucket(
                Bucket=self.BUCKET, CreateBucketConfiguration={"LocationConstraint": "ap-south-1"}
            )

    def client(self, boto3: Any) -> Any:
        """Return a client of it; `boto3` is an argument because it takes a second to import."""
        keys = {"aws_access_key_id": "rig", "aws_secret_access_key": "rig"}
        return boto3.client("s3", endpoint_url=f"http://127.0.0.1:{self.port}", region_name="ap-south-1", **keys)
