"""Uploads: granted, received by the storage, confirmed by size and hash."""

import uuid

from django.conf import settings
from django.db import models

from mathvidya.uploads.choices import UploadState


class Upload(models.Model):
    """The key is made by the server; the sender's name for the file is only kept to show it again."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="uploads")
    purpose = models.CharField(max_length=30)
    key = models.CharField(max_length=200, unique=True)
    filename = models.CharField(max_length=200, blank=True)
    content_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField(help_text="bytes, as declared and then verified")
    sha256 = models.CharField(max_length=64, help_text="as declared and then verified")
    state = models.CharField(max_length=10, choices=UploadState, default=UploadState.GRANTED)
    refusal = models.CharField(max_length=40, blank=True)
    granted_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-granted_at"]
        indexes = [models.Index(fields=["expires_at"], condition=models.Q(state="granted"), name="upload_awaited")]

    def __str__(self) -> str:
        return self.key
