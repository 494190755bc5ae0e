"""App sign-ins: one row per device that holds a refresh token."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class RefreshFamily(models.Model):
    """One sign-in of an app and all the refresh tokens that descend from it.

    `current` is the id of the only token that still works. Using a token swaps it by one compare-and-set on this
    row, so that of any number of parallel uses exactly one wins; an older token ends the family.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="app_sign_ins")
    current = models.CharField(max_length=32)
    device = models.CharField(_("device"), max_length=200, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    used_at = models.DateTimeField(auto_now=True)
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_because = models.CharField(max_length=20, blank=True)

    class Meta:
        verbose_name_plural = "refresh families"
        indexes = [
            models.Index(fields=["user", "-used_at"], condition=models.Q(ended_at=None), name="family_live_of_user")
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.device}"
