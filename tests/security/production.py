"""The settings that `mathvidya/settings.py` comes to behind https, for tests that run under other ones."""

import functools
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
HOST = "learn.example.org"
ENVIRONMENT = {
    "SECRET_KEY": "q9v2_Xb7Lw4-Kd8rTz1mNc6yHs3pJf5gQe0aUi9oWx2vBt7lRk",
    "DATABASE_URL": "postgres://mathvidya@db/mathvidya",
    "REDIS_URL": "redis://redis:6379",
    "SITE_URL": f"https://{HOST}",
    "ALLOWED_HOSTS": HOST,
}
# What concerns browsers and callers, not the machine.
PRINTED = ("SECURE_", "SESSION_COOKIE", "CSRF_", "LANGUAGE_COOKIE", "X_FRAME", "USE_X_", "ALLOWED_", "SITE_URL")
PRINTED = f"""
import json
from mathvidya import settings
found = {{name: value for name, value in vars(settings).items() if name.startswith({PRINTED!r})}}
print(json.dumps(found, default=str))
"""


def environment(folder: str) -> dict[str, str]:
    """The variables of a production process that keeps its files under `folder`."""
    gone = {"TESTING", "DEMO", "DEBUG", "DATABASE_URL", "REDIS_URL"}
    own = {name: value for name, value in os.environ.items() if name not in gone}
    return own | ENVIRONMENT | {"VAR_DIR": folder, "STATIC_ROOT": folder}


@functools.cache
def browser_settings() -> dict[str, Any]:
    """{name: value} of every setting that shapes headers and cookies, as production has it."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-c", PRINTED]
        done = subprocess.run(
            command, cwd=ROOT, env=environment(folder), capture_output=True, text=True, timeout=60, check=True
        )
    return dict(json.loads(done.stdout))
