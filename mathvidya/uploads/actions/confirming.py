"""The last step of an upload: the stored file is checked before anything uses it."""

import hashlib

from django.core.files.storage import default_storage
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mathvidya.lib.errors import DomainError
from mathvidya.uploads.choices import UploadState
from mathvidya.uploads.models import Upload
from mathvidya.uploads.rules import is_what_it_says

CHUNK = 1024 * 1024


class UploadMissing(DomainError):
    code = "upload_missing"
    status = 409
    detail = _("The file has not arrived yet. Send it, then confirm again.")


class UploadRefused(DomainError):
    """`reason` says what differs from the declaration; `over`: it can no longer be sent."""

    code = "upload_refused"
    status = 422
    members = {"reason": {"type": "string", "enum": ["size", "sha256", "type", "over"]}}
    detail = _("The file that arrived is not the one that was declared. Ask for a new address and send it again.")


def confirm_upload(*, upload: Upload) -> Upload:
    """Check size, SHA-256 and type of what arrived, and make the upload confirmed; again is harmless.

    It reads the whole file, so it holds no lock while it does. A file that fails is deleted and the upload is over:
    inside a transaction of the caller that record is undone by the error, the deletion is not.
    Raises UploadMissing (409) or UploadRefused (422).
    """
    if upload.state == UploadState.CONFIRMED:
        return upload
    if upload.state != UploadState.GRANTED:
        raise UploadRefused(extra={"reason": upload.refusal or "over"})
    if reason := _fault_of(upload):
        Upload.objects.filter(pk=upload.pk, state=UploadState.GRANTED).update(state=UploadState.REFUSED, refusal=reason)
        default_storage.delete(upload.key)
        raise UploadRefused(extra={"reason": reason})
    Upload.objects.filter(pk=upload.pk, state=UploadState.GRANTED).update(
        state=UploadState.CONFIRMED, confirmed_at=timezone.now()
    )
    upload.refresh_from_db()
    if upload.state != UploadState.CONFIRMED:  # it expired while we read
        raise UploadRefused(extra={"reason": "over"})
    return upload


def _fault_of(upload: Upload) -> str:
    """Return why the stored file is refused, "" when it is not."""
    try:
        size = default_storage.size(upload.key) if default_storage.exists(upload.key) else None
    except FileNotFoundError:
        size = None
    if size is None:
        raise UploadMissing
    if size != upload.size:
        return "size"
    digest, head = hashlib.sha256(), b""
    with default_storage.open(upload.key, "rb") as file:
        while chunk := file.read(CHUNK):
            head = head or chunk[:32]
            digest.update(chunk)
    if digest.hexdigest() != upload.sha256:
        return "sha256"
    return "" if is_what_it_says(content_type=upload.content_type, head=head) else "type"
