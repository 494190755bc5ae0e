"""Answer sheets: photographed pages, and the script they make up."""

from typing import Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from evaluations.choices import PageState
from exams.models import Attempt, PaperItem
from mathvidya.uploads.models import Upload

STANDING = (PageState.DECLARED, PageState.RECEIVED, PageState.READY, PageState.REFUSED)


class PageQuerySet(models.QuerySet["Page"]):
    def counted(self) -> Self:
        """Return the pages that count as submitted: not removed, replaced or expired."""
        return self.filter(state__in=STANDING)

    def shown(self) -> Self:
        """Return the pages that a marker sees."""
        return self.filter(state=PageState.READY)


class Page(models.Model):
    """One photographed sheet. The original is never changed; `image` is an upright copy without metadata."""

    attempt = models.ForeignKey(Attempt, on_delete=models.PROTECT, related_name="pages")
    upload = models.ForeignKey(Upload, on_delete=models.PROTECT, related_name="pages")
    pdf_page = models.PositiveSmallIntegerField(_("page of the PDF"), default=1)
    position = models.PositiveSmallIntegerField(help_text=_("Order in the script, from 1"))
    item = models.ForeignKey(
        PaperItem,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("The question it answers, if the student said"),
    )
    state = models.CharField(_("state"), max_length=10, choices=PageState, default=PageState.DECLARED)
    refusal = models.CharField(max_length=40, blank=True, help_text=_("Stable code of why it was refused"))
    sha256 = models.CharField(max_length=64, blank=True)
    image = models.CharField(max_length=200, blank=True, help_text=_("storage key"))
    thumbnail = models.CharField(max_length=200, blank=True, help_text=_("storage key"))
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)
    quality = models.JSONField(default=dict, help_text=_("blur, darkness, duplicate_of"))
    replaces = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    same_as_other = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("The same file in another student's attempt; for staff only"),
    )
    bounced_at = models.DateTimeField(null=True, blank=True, help_text=_("When a marker asked for a new photograph"))
    bounce_reason = models.CharField(max_length=300, blank=True)
    declared_at = models.DateTimeField(default=timezone.now, editable=False)
    received_at = models.DateTimeField(null=True, blank=True)
    ready_at = models.DateTimeField(null=True, blank=True)

    objects = PageQuerySet.as_manager()

    class Meta:
        ordering = ["attempt", "position", "id"]
        constraints = [models.UniqueConstraint(fields=["upload", "pdf_page"], name="one_page_per_sheet")]
        indexes = [
            models.Index(fields=["declared_at"], condition=models.Q(state="declared"), name="page_awaited"),
            models.Index(fields=["received_at"], condition=models.Q(state="received"), name="page_to_prepare"),
            models.Index(fields=["sha256"], name="page_sha256"),
        ]

    def __str__(self) -> str:
        return f"{self.attempt_id} p.{self.position}"


class Script(models.Model):
    """The pages and written answers of one submitted attempt, as the desk sees them."""

    attempt = models.OneToOneField(Attempt, on_delete=models.PROTECT, related_name="script")
    ready_at = models.DateTimeField(help_text=_("When the last page declared in time may have arrived"))
    due_at = models.DateTimeField(help_text=_("The promised time"))
    page_count = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"script {self.pk}"
