"""Permission to send one file."""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Count, Sum
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mathvidya.lib.errors import DomainError
from mathvidya.uploads.adapters import s3
from mathvidya.uploads.adapters.links import UPLOAD_SALT, sign_link
from mathvidya.uploads.choices import UploadPurpose, purposes
from mathvidya.uploads.models import Upload
from mathvidya.uploads.rules import faults_of, key_of, plain_filename

VALID_FOR = timedelta(minutes=15)


class BadDeclaration(DomainError):
    code = "upload_not_allowed"
    status = 400
    detail = _("A file of this kind or size cannot be taken.")


class UploadQuota(DomainError):
    code = "upload_quota"
    status = 413
    detail = _("You have sent as much as is allowed in a day.")


@dataclass(frozen=True)
class Grant:
    """Where and how to send the file. `url` may be relative to this server; `fields` go before the file in a form."""

    upload: Upload
    url: str
    method: str
    fields: dict[str, str]
    headers: dict[str, str]
    expires_at: datetime

    def as_json(self) -> dict[str, Any]:
        """Return the grant as the API gives it out."""
        return {
            "id": str(self.upload.pk),
            "url": self.url,
            "method": self.method,
            "fields": self.fields,
            "headers": self.headers,
            "expires_at": self.expires_at,
        }


@transaction.atomic
def grant_upload(*, owner: Any, purpose: str, filename: str, content_type: str, size: int, sha256: str) -> Grant:
    """Let `owner` send one file of exactly this type, size (bytes) and SHA-256 within fifteen minutes.

    Raises BadDeclaration (400, by field) or UploadQuota (413).
    """
    rule = purposes.get(purpose)
    if rule is None:
        raise BadDeclaration(fields={"purpose": [str(_("There is no such purpose."))]})
    faults = faults_of(
        allowed_types=rule.content_types, max_bytes=rule.max_bytes, content_type=content_type, size=size, sha256=sha256
    )
    if faults:
        raise BadDeclaration(fields=faults)
    _check_quota(owner=owner, purpose=purpose, rule=rule, size=size)
    now = timezone.now()
    pk = uuid.uuid4()
    upload = Upload.objects.create(
        pk=pk,
        owner=owner,
        purpose=purpose,
        key=key_of(purpose=purpose, upload_id=pk, content_type=content_type, now=now),
        filename=plain_filename(filename),
        content_type=content_type,
        size=size,
        sha256=sha256,
        expires_at=now + VALID_FOR,
    )
    return _address(upload)


def _check_quota(*, owner: Any, purpose: str, rule: UploadPurpose, size: int) -> None:
    since = timezone.now() - timedelta(days=1)
    used = Upload.objects.filter(owner=owner, purpose=purpose, granted_at__gt=since).aggregate(
        files=Count("pk"), size=Sum("size", default=0)
    )
    if used["files"] >= rule.quota_files or used["size"] + size > rule.quota_bytes:
        raise UploadQuota


def _address(upload: Upload) -> Grant:
    seconds = int(VALID_FOR.total_seconds())
    if settings.ON_S3:
        url, fields = s3.presign_post(
            key=upload.key, content_type=upload.content_type, size=upload.size, seconds=seconds
        )
        return Grant(upload, url, "POST", fields, {}, upload.expires_at)
    token = sign_link({"upload": str(upload.pk)}, salt=UPLOAD_SALT, seconds=seconds)
    headers = {"Content-Type": upload.content_type}
    return Grant(upload, reverse("upload_receive", args=[token]), "PUT", {}, headers, upload.expires_at)
