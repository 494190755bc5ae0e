"""Batches and enrolments: who learns what together, and who teaches them."""

from typing import Self, TypeVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from learning.curriculum.models import Programme, Subject

Row = TypeVar("Row", bound=models.Model)


class Batch(models.Model):
    name = models.CharField(_("name"), max_length=100, unique=True)
    programme = models.ForeignKey(
        Programme, verbose_name=_("programme"), on_delete=models.PROTECT, related_name="batches"
    )
    year = models.CharField(_("academic year"), max_length=9, help_text=_("2026-27"))
    is_active = models.BooleanField(_("active"), default=True)

    class Meta:
        verbose_name_plural = "batches"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class CurrentQuerySet(models.QuerySet[Row]):
    """Rows with a first and a last day: an enrolment, a place in a batch."""

    def current(self) -> Self:
        """Return those that have not ended."""
        return self.filter(left_on=None)


class BatchMemberQuerySet(CurrentQuerySet["BatchMember"]):
    pass


class BatchMember(models.Model):
    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="members")
    student = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="batch_places")
    joined_on = models.DateField(auto_now_add=True)
    left_on = models.DateField(null=True, blank=True)

    objects = BatchMemberQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["batch", "student"], condition=models.Q(left_on=None), name="one_place_in_a_batch"
            )
        ]

    def __str__(self) -> str:
        return f"{self.student} in {self.batch}"


class EnrolmentQuerySet(CurrentQuerySet["Enrolment"]):
    pass


class Enrolment(models.Model):
    """A student learns a programme by choice. What a batch teaches is not repeated here: `access.is_enrolled`."""

    student = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("student"), on_delete=models.CASCADE, related_name="enrolments"
    )
    programme = models.ForeignKey(
        Programme, verbose_name=_("programme"), on_delete=models.PROTECT, related_name="enrolments"
    )
    joined_on = models.DateField(_("joined on"), auto_now_add=True)
    left_on = models.DateField(_("left on"), null=True, blank=True)

    objects = EnrolmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("enrolment")
        verbose_name_plural = _("enrolments")
        constraints = [
            models.UniqueConstraint(
                fields=["student", "programme"], condition=models.Q(left_on=None), name="one_enrolment_in_a_programme"
            )
        ]

    def __str__(self) -> str:
        return f"{self.student}: {self.programme}"


class TeachingQuerySet(models.QuerySet["Teaching"]):
    def everywhere(self) -> Self:
        """Return those of a subject in the institute as a whole."""
        return self.filter(batch=None)


class Teaching(models.Model):
    """A teacher takes a subject, in one batch or (batch empty) for the institute as a whole."""

    teacher = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="teachings")
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="teachings")
    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="teachings", null=True, blank=True)

    objects = TeachingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["teacher", "subject", "batch"], name="one_teaching_of_a_batch"),
            models.UniqueConstraint(
                fields=["teacher", "subject"], condition=models.Q(batch=None), name="one_teaching_of_all"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.teacher}: {self.subject}"
