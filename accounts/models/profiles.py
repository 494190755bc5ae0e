"""What a role adds to a person."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class StudentProfile(models.Model):
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="student_profile", primary_key=True
    )
    school = models.CharField(_("school"), max_length=200, blank=True)
    roll_number = models.CharField(_("roll number"), max_length=30, blank=True)
    goals = models.JSONField(_("goals"), default=list, blank=True)
    study_preferences = models.JSONField(_("study preferences"), default=dict, blank=True)
    onboarded_at = models.DateTimeField(_("onboarded at"), null=True, blank=True)

    def __str__(self) -> str:
        return str(self.user)


class TeacherProfile(models.Model):
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="teacher_profile", primary_key=True
    )
    daily_capacity = models.PositiveSmallIntegerField(_("scripts a day"), default=20)
    qualification = models.CharField(_("qualification"), max_length=200, blank=True)

    def __str__(self) -> str:
        return str(self.user)
