"""Papers, their frozen versions, and the versions of their key."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from learning.curriculum.models import Subject
from questions.models.questions import Immutable, QuestionVersion


class Paper(models.Model):
    ref = models.CharField(_("reference"), max_length=80, unique=True)
    title = models.CharField(_("title"), max_length=200)
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="papers")
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.title


class PaperVersion(models.Model):
    """What one attempt of a paper contains. A draft until `frozen_at`; from then on nothing of it changes.

    `sections`: [{"key": "A", "title": …, "instructions": Markdown, "groups": [{"key": "21", "pick": 1}]}], in order.
    """

    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    instructions = models.TextField(_("instructions"), blank=True)
    duration_minutes = models.PositiveSmallIntegerField(_("duration in minutes"))
    sections = models.JSONField(_("sections"), default=list)
    total_marks = models.DecimalField(_("total marks"), max_digits=6, decimal_places=2, default=0)
    content_hash = models.CharField(max_length=64, blank=True)
    frozen_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["paper", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["paper", "number"], name="paper_version_number"),
            models.UniqueConstraint(fields=["paper"], condition=models.Q(frozen_at=None), name="one_draft_of_a_paper"),
        ]

    def __str__(self) -> str:
        return f"{self.paper} v{self.number}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        frozen = self.pk and type(self).objects.filter(pk=self.pk).exclude(frozen_at=None).exists()
        if frozen:
            raise Immutable("A frozen paper version never changes; make a new version.")
        super().save(*args, **kwargs)


class PaperItem(models.Model):
    """One question of a paper version. Items that share `group` are alternatives: any `pick` of them count."""

    paper_version = models.ForeignKey(PaperVersion, on_delete=models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField(help_text=_("Order in the whole paper, from 1"))
    label = models.CharField(max_length=12, help_text=_("As printed: 21 (a)"))
    section = models.CharField(max_length=10)
    group = models.CharField(max_length=10, blank=True)
    question_version = models.ForeignKey(QuestionVersion, on_delete=models.PROTECT, related_name="paper_items")
    marks = models.DecimalField(max_digits=5, decimal_places=2)
    negative_marks = models.DecimalField(max_digits=5, decimal_places=2, default=0)

    class Meta:
        ordering = ["paper_version", "position"]
        constraints = [
            models.UniqueConstraint(fields=["paper_version", "position"], name="paper_item_position"),
            models.CheckConstraint(condition=models.Q(marks__gt=0, negative_marks__gte=0), name="paper_item_marks"),
        ]

    def __str__(self) -> str:
        return self.label


class KeyVersion(models.Model):
    """A correction of the key of a frozen paper; append-only. Number 1, without corrections, is the paper's own key.

    `corrections`: {item id: {"answer": …} | {"everyone": true} | {"dropped": true}}, whole for each version.
    """

    paper_version = models.ForeignKey(PaperVersion, on_delete=models.CASCADE, related_name="keys")
    number = models.PositiveIntegerField()
    corrections = models.JSONField(default=dict)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["paper_version", "-number"]
        constraints = [models.UniqueConstraint(fields=["paper_version", "number"], name="key_version_number")]

    def __str__(self) -> str:
        return f"{self.paper_version} key {self.number}"
