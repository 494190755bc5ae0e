"""Results: each run a pure function of (paper version, key version, rules, inputs); the old ones stay on record."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from exams.models.attempts import Attempt
from exams.models.papers import KeyVersion


class ResultRun(models.Model):
    """Append-only. `body` is described in docs/results.md; publishing sets Attempt.published_run."""

    attempt = models.ForeignKey(Attempt, on_delete=models.CASCADE, related_name="runs", db_index=False)
    number = models.PositiveIntegerField()
    key_version = models.ForeignKey(KeyVersion, on_delete=models.PROTECT, related_name="runs")
    rules_version = models.PositiveSmallIntegerField()
    inputs_hash = models.CharField(max_length=64, help_text=_("SHA-256 of answers and teacher's marks"))
    is_complete = models.BooleanField(help_text=_("False while written answers wait for a teacher"))
    score = models.DecimalField(max_digits=6, decimal_places=2)
    max_score = models.DecimalField(max_digits=6, decimal_places=2)
    percentage = models.DecimalField(max_digits=5, decimal_places=2)
    grade = models.CharField(max_length=3, blank=True)
    body = models.JSONField()
    reason = models.CharField(max_length=200)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["attempt", "-number"]
        constraints = [models.UniqueConstraint(fields=["attempt", "number"], name="result_run_number")]

    def __str__(self) -> str:
        return f"{self.score}/{self.max_score}"
