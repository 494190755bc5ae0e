"""Signed, short-lived links, which give access by themselves; for the local receiver and viewer."""

import time
from typing import Any

from django.core import signing

UPLOAD_SALT = "mathvidya.uploads.receive"
VIEW_SALT = "mathvidya.uploads.view"


def sign_link(facts: dict[str, Any], *, salt: str, seconds: int) -> str:
    return signing.dumps({**facts, "until": int(time.time()) + seconds}, salt=salt, compress=True)


def read_link(token: str, *, salt: str) -> dict[str, Any] | None:
    """Return what was signed, or None for a link that was changed, is meant for another use, or has expired."""
    try:
        facts: dict[str, Any] = signing.loads(token, salt=salt)
    except signing.BadSignature:
        return None
    return facts if facts["until"] >= time.time() else None
