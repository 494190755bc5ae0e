"""An exam: who may sit which papers, when, and how results come out. A test is an exam with one paper."""

from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from exams.choices import ExamKind, ReleaseRule
from exams.models.papers import PaperVersion
from learning.classroom.models import Batch
from learning.curriculum.models import Subject


class ExamQuerySet(models.QuerySet["Exam"]):
    def published(self) -> Self:
        return self.exclude(published_at=None)


class Exam(models.Model):
    title = models.CharField(_("title"), max_length=200)
    kind = models.CharField(_("kind"), max_length=10, choices=ExamKind, default=ExamKind.EXAM)
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="exams")
    description = models.TextField(_("description"), blank=True)
    opens_at = models.DateTimeField(_("opens at"))
    closes_at = models.DateTimeField(
        _("closes at"), help_text=_("The last moment to start; also no attempt runs longer")
    )
    batches = models.ManyToManyField(
        Batch, verbose_name=_("batches"), blank=True, related_name="exams", help_text=_("None: the whole class")
    )
    attempts_allowed = models.PositiveSmallIntegerField(_("attempts allowed"), default=1)
    release_rule = models.CharField(_("release"), max_length=12, choices=ReleaseRule, default=ReleaseRule.WHEN_MARKED)
    release_at = models.DateTimeField(_("release at"), null=True, blank=True)
    promise_hours = models.PositiveSmallIntegerField(_("marked within (working hours)"), default=18)
    published_at = models.DateTimeField(null=True, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ExamQuerySet.as_manager()

    class Meta:
        ordering = ["-opens_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=models.Q(closes_at__gt=models.F("opens_at")), name="exam_window"),
            models.CheckConstraint(
                condition=~models.Q(release_rule="at") | models.Q(release_at__isnull=False), name="exam_release_time"
            ),
            models.CheckConstraint(condition=models.Q(attempts_allowed__gte=1), name="exam_allows_an_attempt"),
        ]

    def __str__(self) -> str:
        return self.title


class ExamPaper(models.Model):
    """One paper of an exam, pinned to a frozen version."""

    exam = models.ForeignKey(Exam, on_delete=models.CASCADE, related_name="papers")
    paper_version = models.ForeignKey(PaperVersion, on_delete=models.PROTECT, related_name="exam_papers")
    position = models.PositiveSmallIntegerField(default=1)
    title = models.CharField(_("title"), max_length=200)
    duration_minutes = models.PositiveSmallIntegerField(_("duration in minutes"))
    shuffle_questions = models.BooleanField(_("shuffle questions within a section"), default=False)
    shuffle_options = models.BooleanField(_("shuffle options"), default=False)

    class Meta:
        ordering = ["exam", "position"]
        constraints = [models.UniqueConstraint(fields=["exam", "position"], name="exam_paper_position")]

    def __str__(self) -> str:
        return self.title
