"""The peer's process, and its database in the same cluster as the product's."""

import base64
import hashlib
import hmac
import json
import subprocess
import time
import urllib.request
from pathlib import Path

from benchmarks.cluster import copy_database, has_database
from benchmarks.peer.install import install_peer
from rigs.services import Postgres, Process, Redis, free_port

DATABASE, TEMPLATE = "peer", "peer_seeded"
SECRET = b"x" * 40  # as app.py has it
TOKENS = 20_000


class Peer(Process):
    """uvicorn with two workers, as its README says."""

    def __init__(self, *, source: Path, folder: Path, postgres: Postgres, redis: Redis) -> None:
        self.source, self.port, self.database_url = source, free_port(), postgres.url(DATABASE)
        environment = {
            "PATH": "/usr/bin:/bin",
            "PYTHONDONTWRITEBYTECODE": "1",  # its folder is not written to
            "PEER_DATABASE_URL": self.database_url.replace("postgres://", "postgresql+asyncpg://"),
            "PEER_REDIS_URL": f"{redis.url}/9",
        }
        shape = ["--workers", "2", "--port", str(self.port), "--no-access-log", "--log-level", "warning"]
        command = [str(install_peer()), "-m", "uvicorn", "app:app", *shape]
        super().__init__("peer", command, folder=folder, environment=environment, cwd=source)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def is_ready(self) -> bool:
        try:
            urllib.request.urlopen(f"{self.url}/ping", timeout=2).close()  # noqa: S310  (our own server on loopback)
        except OSError:
            return False
        return True


def restore_peer(postgres: Postgres, source: Path) -> None:
    """Put a fresh copy of the peer's seeded database in place; seed it first where it is not kept."""
    if not has_database(postgres, TEMPLATE):
        print("seeding the peer's database (kept for later runs) ...", flush=True)
        postgres.execute(f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)")
        postgres.execute(f"CREATE DATABASE {DATABASE}")
        for name in ("schema.sql", "seed.sql"):
            command = [str(postgres.binaries / "psql"), "-X", "-q", "-v", "ON_ERROR_STOP=1", "-f", str(source / name)]
            subprocess.run([*command, postgres.url(DATABASE)], check=True, stdout=subprocess.DEVNULL)
        postgres.execute(f"ALTER DATABASE {DATABASE} RENAME TO {TEMPLATE}")
    copy_database(postgres, TEMPLATE, DATABASE)


def write_tokens(path: Path) -> Path:
    """Write an HS256 token, as the peer would give out, for each of the first users, one a line; return the path."""
    until = int(time.time()) + 24 * 3600
    claims = ({"user_id": str(user), "token_type": "access", "exp": until} for user in range(1, TOKENS + 1))
    path.write_text("\n".join(_signed(claim) for claim in claims) + "\n")
    return path


def _signed(claims: dict[str, object]) -> str:
    parts = [_encoded(json.dumps(part).encode()) for part in ({"alg": "HS256", "typ": "JWT"}, claims)]
    signature = hmac.new(SECRET, ".".join(parts).encode(), hashlib.sha256).digest()
    return ".".join([*parts, _encoded(signature)])


def _encoded(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()
