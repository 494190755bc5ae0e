"""A cluster of the benchmarks' own, kept between runs, with the loaded institute as a template to copy from."""

import hashlib
import os
import subprocess
import sys
import time

import django

from benchmarks.institute.sizes import Size
from rigs.product import ROOT
from rigs.services import Postgres, Stack

DATABASE = "mathvidya"


def restore_institute(stack: Stack, size: Size) -> None:
    """Replace the stack's database by a fresh copy of the institute; load the institute first where no copy is kept.

    The stack's server must run, its product must not.
    """
    postgres, template = stack.postgres, f"institute_{_fingerprint(size)}"
    if not has_database(postgres, template):
        _drop_old_templates(postgres, size)
        _load(stack, size)
        postgres.execute(f"ALTER DATABASE {DATABASE} RENAME TO {template}")
    copy_database(postgres, template, DATABASE)


def set_up_django(stack: Stack) -> None:
    """Configure Django in this process for the stack's database and its token key."""
    os.environ.update(stack.environment, DATABASE_POOL="0")
    django.setup()


def has_database(postgres: Postgres, name: str) -> bool:
    return postgres.execute(f"SELECT 1 FROM pg_database WHERE datname = '{name}'") == "1"  # noqa: S608  (a name of ours)


def copy_database(postgres: Postgres, template: str, name: str) -> None:
    """Drop the database `name` and create it as a copy of `template`."""
    # Copying files costs a fraction of writing the copy to the log; PostgreSQL before 15 always copies files.
    files = " STRATEGY file_copy" if int(postgres.execute("SHOW server_version_num")) >= 150_000 else ""
    postgres.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
    postgres.execute(f"CREATE DATABASE {name} TEMPLATE {template}{files}")


def _load(stack: Stack, size: Size) -> None:
    begun = time.monotonic()
    print(f"loading {size} (kept for later runs) ...", flush=True)
    stack.postgres.execute(f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)")
    stack.postgres.execute(f"CREATE DATABASE {DATABASE}")
    stack.manage("migrate", "--noinput", "-v0")
    counts = ["--students", size.students, "--responses", size.responses, "--waiting", size.waiting_scripts]
    command = [sys.executable, "-m", "benchmarks.institute", *map(str, counts)]
    subprocess.run(command, check=True, cwd=ROOT, env=stack.environment)
    if "pg_stat_statements" in stack.postgres.execute("SHOW shared_preload_libraries"):
        stack.postgres.execute("CREATE EXTENSION pg_stat_statements", database=DATABASE)
    print(f"loaded in {time.monotonic() - begun:.0f} s", flush=True)


def _fingerprint(size: Size) -> str:
    """Return a hash of size, migrations and loader: if one of them changes, the institute is another."""
    folder = ROOT / "benchmarks" / "institute"
    loader = [*sorted(folder.glob("*.py")), *sorted(folder.glob("sql/*.sql"))]
    apps = [path for path in ROOT.rglob("migrations/0*.py") if path.is_relative_to(ROOT) and ".venv" not in path.parts]
    migrations = sorted(str(path.relative_to(ROOT)) for path in apps)
    digest = hashlib.sha256(repr(migrations).encode())
    for path in loader:
        digest.update(path.read_bytes())
    return f"{_prefix(size)}_{digest.hexdigest()[:12]}"


def _prefix(size: Size) -> str:
    return f"{size.students}_{size.responses}_{size.waiting_scripts}"


def _drop_old_templates(postgres: Postgres, size: Size) -> None:
    """Drop all templates of this size but the newest."""
    names = postgres.execute("SELECT datname FROM pg_database").splitlines()
    for name in names:
        if name.startswith(f"institute_{_prefix(size)}_"):
            postgres.execute(f"DROP DATABASE {name}")
