"""The local receiver, for installations without S3."""

import hashlib
import tempfile
from collections.abc import Callable

from django.core.files import File
from django.core.files.storage import default_storage
from django.utils.translation import gettext_lazy as _

from mathvidya.lib.errors import DomainError
from mathvidya.uploads.choices import UploadState
from mathvidya.uploads.models import Upload

CHUNK = 64 * 1024


class UploadClosed(DomainError):
    code = "upload_closed"
    status = 409
    detail = _("This upload is over. Ask for a new address.")


class WrongSize(DomainError):
    code = "upload_size_mismatch"
    status = 413
    detail = _("The file is not as long as was declared.")


class WrongHash(DomainError):
    code = "upload_hash_mismatch"
    status = 422
    detail = _("The file is not the one that was declared. Please send it again.")


def receive_upload(*, upload: Upload, read: Callable[[int], bytes], declared_length: int | None) -> None:
    """Store the body that `read(n)` gives, if it is the file that was declared; the same file again changes nothing.

    Nothing is stored before size and hash agree. Raises WrongSize, WrongHash or UploadClosed.
    """
    if upload.state not in (UploadState.GRANTED, UploadState.CONFIRMED):
        raise UploadClosed
    if declared_length is not None and declared_length != upload.size:
        raise WrongSize
    with tempfile.TemporaryFile() as spool:
        digest, received = hashlib.sha256(), 0
        while chunk := read(CHUNK):
            received += len(chunk)
            if received > upload.size:
                raise WrongSize
            digest.update(chunk)
            spool.write(chunk)
        if received != upload.size:
            raise WrongSize
        if digest.hexdigest() != upload.sha256:
            raise WrongHash
        spool.seek(0)
        _store(upload.key, File(spool))


def _store(key: str, content: "File[bytes]") -> None:
    if default_storage.exists(key):
        return  # the same bytes, or the hash would not have agreed
    saved = default_storage.save(key, content)
    if saved != key:  # somebody sent the same file at the same time
        default_storage.delete(saved)
