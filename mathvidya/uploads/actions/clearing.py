"""Keeping rows and files in step."""

from collections.abc import Iterator
from datetime import timedelta

import structlog
from django.core.files.storage import default_storage
from django.utils import timezone

from mathvidya.uploads.choices import UploadState, purposes
from mathvidya.uploads.models import Upload

log = structlog.get_logger(__name__)
LINGERS_FOR = timedelta(hours=1)  # a slow confirmation of a file that came in time
ORPHAN_AFTER = timedelta(hours=24)


def expire_uploads() -> int:
    """Expire grants that nobody used; return how many."""
    overdue = Upload.objects.filter(state=UploadState.GRANTED, expires_at__lt=timezone.now() - LINGERS_FOR)
    count = 0
    for upload in overdue.iterator():
        taken = Upload.objects.filter(pk=upload.pk, state=UploadState.GRANTED).update(state=UploadState.EXPIRED)
        if taken:
            default_storage.delete(upload.key)
            count += 1
    return count


def sweep_orphans() -> int:
    """Delete files of a day ago that no row knows, and report rows whose file is gone; return how many were deleted."""
    deleted = 0
    before = timezone.now() - ORPHAN_AFTER
    for key in _stored_keys():
        if Upload.objects.filter(key=key).exclude(state__in=[UploadState.EXPIRED, UploadState.REFUSED]).exists():
            continue
        if default_storage.get_modified_time(key) < before:
            default_storage.delete(key)
            deleted += 1
    recent = Upload.objects.filter(state=UploadState.CONFIRMED, confirmed_at__gt=timezone.now() - timedelta(days=7))
    for upload in recent.iterator():
        if not default_storage.exists(upload.key):
            log.error("upload_lost", upload=str(upload.pk), purpose=upload.purpose)
    return deleted


def _stored_keys() -> Iterator[str]:
    """Yield every key below purpose/year/month; other folders of the storage are not ours."""
    for purpose in purposes:
        for year in _folders(purpose):
            for month in _folders(f"{purpose}/{year}"):
                for name in default_storage.listdir(f"{purpose}/{year}/{month}")[1]:
                    yield f"{purpose}/{year}/{month}/{name}"


def _folders(path: str) -> list[str]:
    try:
        return default_storage.listdir(path)[0]
    except FileNotFoundError:
        return []
