"""States of an upload, and what may be uploaded for which purpose."""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

MEGABYTE = 1_000_000


class UploadState(models.TextChoices):
    GRANTED = "granted", _("Granted")
    CONFIRMED = "confirmed", _("Confirmed")
    REFUSED = "refused", _("Refused")
    EXPIRED = "expired", _("Expired")


@dataclass(frozen=True)
class PurposeRule:
    """What is taken for one purpose; sizes in bytes, quotas per owner in 24 hours."""

    content_types: frozenset[str]
    max_bytes: int
    quota_files: int
    quota_bytes: int


PHOTOGRAPHS = frozenset({"image/jpeg", "image/png", "image/webp"})
PURPOSES = {
    "answer_page": PurposeRule(
        frozenset({"image/jpeg", "image/png", "image/heic", "image/heif", "application/pdf"}),
        max_bytes=15 * MEGABYTE,
        quota_files=400,
        quota_bytes=2000 * MEGABYTE,
    ),
    "avatar": PurposeRule(PHOTOGRAPHS, max_bytes=3 * MEGABYTE, quota_files=20, quota_bytes=40 * MEGABYTE),
    "question_image": PurposeRule(PHOTOGRAPHS, max_bytes=3 * MEGABYTE, quota_files=500, quota_bytes=500 * MEGABYTE),
}
