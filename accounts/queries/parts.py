"""Parts of a download from apps below accounts, which cannot register them themselves."""

from pathlib import PurePosixPath

from accounts.models import User
from accounts.queries.export import Part
from mathvidya.audit.models import AuditEntry
from mathvidya.notifications.queries.kept import kept_notices
from mathvidya.uploads.choices import UploadState
from mathvidya.uploads.models import Upload


def notifications_part(person: User) -> Part:
    """Return notices, preferences and devices."""
    return Part(data=kept_notices(person))


def uploads_part(person: User) -> Part:
    """Return every file as it was sent, before anything was done to it."""
    uploads = Upload.objects.filter(owner=person).order_by("granted_at")
    names = {
        upload.key: f"{upload.pk}{PurePosixPath(upload.key).suffix}"
        for upload in uploads
        if upload.state == UploadState.CONFIRMED
    }
    rows = [
        {
            "purpose": upload.purpose,
            "filename": upload.filename,
            "content_type": upload.content_type,
            "size": upload.size,
            "sha256": upload.sha256,
            "state": upload.state,
            "granted_at": upload.granted_at,
            "confirmed_at": upload.confirmed_at,
            "file": names.get(upload.key),
        }
        for upload in uploads
    ]
    return Part(data=rows, files={name: key for key, name in names.items()})


def audit_part(person: User) -> Part:
    """Return what is on record about the person's own acts, with the address they came from."""
    acts = AuditEntry.objects.filter(actor=person).order_by("id")
    return Part(data=list(acts.values("at", "action", "reason", "ip")))
