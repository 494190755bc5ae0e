"""Uploads: pictures, their declarations, and storing them without HTTP."""

import hashlib
import io
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image

from mathvidya.uploads.actions import receive_upload
from mathvidya.uploads.models import Upload


def jpeg(text: str) -> bytes:
    """Return a plain page; another text makes another one."""
    shade = int(hashlib.sha256(text.encode()).hexdigest()[:2], 16)
    return _drawn((600, 800), (shade, 200, 255), "JPEG")


def png(shade: int) -> bytes:
    """Return a small picture; another shade (0 to 255) makes another one."""
    return _drawn((30, 30), (shade, 20, 200), "PNG")


def _drawn(size: tuple[int, int], colour: tuple[int, int, int], kind: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, kind)
    return out.getvalue()


def declared(data: bytes, content_type: str, name: str) -> dict[str, Any]:
    """Return what announces `data`, as `grant_upload` takes it."""
    sha256 = hashlib.sha256(data).hexdigest()
    return {"filename": name, "content_type": content_type, "size": len(data), "sha256": sha256}


def store(key: str, data: bytes) -> None:
    """Put a file where a row says it is."""
    default_storage.save(key, ContentFile(data))


def receive(upload: Upload, data: bytes) -> None:
    """Let the granted bytes arrive; the upload is not confirmed by it."""
    receive_upload(upload=upload, read=io.BytesIO(data).read, declared_length=len(data))
