"""Who answers for a child, and what they agreed to."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.choices import LinkStatus, Purpose


class Guardianship(models.Model):
    """A link from a guardian to a child; only a confirmed one grants anything.

    A child who registers names an address (`guardian_email`); the person is filled in when its owner confirms.
    """

    child = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="guardian_links")
    guardian = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="child_links", null=True, blank=True
    )
    guardian_email = models.EmailField(_("guardian's e-mail"))
    relation = models.CharField(_("relation"), max_length=30, blank=True)
    status = models.CharField(_("status"), max_length=10, choices=LinkStatus, default=LinkStatus.REQUESTED)
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    granted_by_child_at = models.DateTimeField(
        null=True, blank=True, help_text=_("Set when the child, being of age, let this guardian in.")
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["child", "guardian_email"],
                condition=~models.Q(status="revoked"),
                name="one_live_link_per_child_and_address",
            ),
            models.CheckConstraint(
                condition=~models.Q(status="confirmed") | models.Q(guardian__isnull=False),
                name="confirmed_link_has_guardian",
            ),
        ]
        indexes = [models.Index(fields=["guardian", "status"], name="link_guardian_status")]

    def __str__(self) -> str:
        return f"{self.guardian_email} → {self.child}"


class ConsentRecord(models.Model):
    """One decision about one purpose; append-only. The newest row for (child, purpose) is in force."""

    child = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="consents")
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    link = models.ForeignKey(Guardianship, on_delete=models.SET_NULL, null=True, related_name="consents")
    purpose = models.CharField(_("purpose"), max_length=20, choices=Purpose)
    granted = models.BooleanField(_("granted"))
    notice_version = models.CharField(_("version of the notice"), max_length=20)
    method = models.CharField(_("how the guardian was verified"), max_length=30)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["child", "purpose", "-id"], name="consent_in_force")]

    def __str__(self) -> str:
        return f"{self.purpose}: {self.granted}"
