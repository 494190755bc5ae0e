"""What may be uploaded: rules without any look-up."""

import re
import unicodedata
import uuid
from datetime import datetime

from mathvidya.lib.images import sniff

EXTENSIONS = {
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/webp": "webp",
    "image/heic": "heic",
    "image/heif": "heic",
    "application/pdf": "pdf",
}
TYPES = {extension: content_type for content_type, extension in EXTENSIONS.items() if content_type != "image/heif"}
SHA256 = re.compile(r"[0-9a-f]{64}")


def faults_of(
    *, allowed_types: frozenset[str], max_bytes: int, content_type: str, size: int, sha256: str
) -> dict[str, list[str]]:
    """Return why this declaration cannot be taken, by field; empty when it can."""
    faults = {}
    if content_type not in allowed_types:
        faults["content_type"] = ["Not one of " + ", ".join(sorted(allowed_types)) + "."]
    if not 1 <= size <= max_bytes:
        faults["size"] = [f"Between 1 and {max_bytes} bytes."]
    if not SHA256.fullmatch(sha256):
        faults["sha256"] = ["64 hexadecimal digits in lower case."]
    return faults


def key_of(*, purpose: str, upload_id: uuid.UUID, content_type: str, now: datetime) -> str:
    """Return where the file will lie: nothing in it comes from the sender but the kind of file."""
    return f"{purpose}/{now:%Y/%m}/{upload_id.hex}.{EXTENSIONS[content_type]}"


def plain_filename(name: str) -> str:
    """Return the sender's name for the file, fit to be shown and for a header: no paths, controls or bidi overrides."""
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    kept = "".join(sign for sign in last if unicodedata.category(sign)[0] != "C" and sign not in "\"'<>|:*?")
    return kept.strip(" .")[:150] or "file"


def is_what_it_says(*, content_type: str, head: bytes) -> bool:
    """Return whether the first bytes are of the declared type (HEIC and HEIF are one)."""
    return sniff(head) == content_type.replace("image/heif", "image/heic")


def type_of_key(key: str) -> str:
    """Return the content type of a stored key by its extension."""
    return TYPES.get(key.rsplit(".", 1)[-1].lower(), "application/octet-stream")
