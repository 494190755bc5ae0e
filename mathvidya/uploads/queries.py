"""Reading what was uploaded."""

from pathlib import PurePosixPath
from typing import BinaryIO, cast

from django.conf import settings
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils.http import content_disposition_header

from mathvidya.uploads.adapters import s3
from mathvidya.uploads.adapters.links import VIEW_SALT, read_link, sign_link
from mathvidya.uploads.models import Upload
from mathvidya.uploads.rules import plain_filename, type_of_key

LONGEST_LINK = 60


def open_upload(upload: Upload) -> BinaryIO:
    """Return the stored bytes. Close it, or use it in a `with`. Raises FileNotFoundError when they are not there."""
    return cast(BinaryIO, default_storage.open(upload.key, "rb"))


def view_url(key: str, *, filename: str = "", seconds: int = LONGEST_LINK) -> str:
    """Return a link to a stored key for at most a minute. Whoever has it may see the file: check access first.

    Pictures are shown in place, everything else is a download called `filename`.
    """
    seconds = min(seconds, LONGEST_LINK)
    if settings.ON_S3:
        return s3.presign_get(
            key=key, content_type=type_of_key(key), disposition=disposition(key, filename), seconds=seconds
        )
    token = sign_link({"key": key, "name": filename}, salt=VIEW_SALT, seconds=seconds)
    return reverse("upload_view", args=[token])


def disposition(key: str, filename: str) -> str:
    """Return the Content-Disposition that `key` is sent with."""
    is_picture = type_of_key(key).startswith("image/")
    name = plain_filename(filename) if filename else PurePosixPath(key).name
    return content_disposition_header(as_attachment=not is_picture, filename=name) or "attachment"


def viewed_file(token: str) -> tuple[str, str] | None:
    """Return (key, file name) that a viewing link opens, or None when it opens nothing."""
    facts = read_link(token, salt=VIEW_SALT)
    return (facts["key"], facts["name"]) if facts else None
