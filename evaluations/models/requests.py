"""A student's or guardian's request to have a script marked again."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from evaluations.choices import RequestState
from evaluations.models.marking import MarkingTask
from exams.models import Attempt


class ReEvaluation(models.Model):
    """Once per attempt."""

    attempt = models.OneToOneField(Attempt, on_delete=models.PROTECT, related_name="re_evaluation")
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    reason = models.TextField(_("reason"), max_length=2000)
    items = models.JSONField(_("questions"), default=list, help_text=_("ids of paper items; empty: all written ones"))
    task = models.OneToOneField(
        MarkingTask, on_delete=models.PROTECT, null=True, blank=True, related_name="re_evaluation"
    )
    state = models.CharField(_("state"), max_length=10, choices=RequestState, default=RequestState.OPEN)
    created_at = models.DateTimeField(auto_now_add=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"re-evaluation of {self.attempt_id}"
