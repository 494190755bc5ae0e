"""States of an upload, and what may be uploaded for which purpose."""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

from mathvidya.lib.registry import Registry

MEGABYTE = 1_000_000


class UploadState(models.TextChoices):
    GRANTED = "granted", _("Granted")
    CONFIRMED = "confirmed", _("Confirmed")
    REFUSED = "refused", _("Refused")
    EXPIRED = "expired", _("Expired")


@dataclass(frozen=True)
class UploadPurpose:
    """What is taken for one purpose; sizes in bytes, quotas per owner in 24 hours."""

    content_types: frozenset[str]
    max_bytes: int
    quota_files: int
    quota_bytes: int


PHOTOGRAPHS = frozenset({"image/jpeg", "image/png", "image/webp"})

# By name, at most 30 letters; the app that asks for the files registers it in ready(). Its files lie below `<name>/`.
purposes: Registry[UploadPurpose] = Registry("purpose of an upload")
