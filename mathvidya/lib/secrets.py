"""A secret key kept in a file of a single machine."""

import contextlib
import os
import secrets
from pathlib import Path


def own_key(path: Path) -> str:
    """Return the key in `path` (mode 0600), made on first use. Two processes that start at once agree on one."""
    if not path.exists():
        draft = path.with_suffix(f".{os.getpid()}")
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(48))
        with contextlib.suppress(FileExistsError):
            os.link(draft, path)
        draft.unlink()
    return path.read_text()
