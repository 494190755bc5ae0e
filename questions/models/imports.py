"""Files of questions that were uploaded, with the report of each import."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from questions.choices import ImportState


class ImportRun(models.Model):
    """One file imported (or only checked). `done` of `total` questions are judged; `report` is Report.as_dict().

    `text` is kept after a check, so that the same file can be imported; deleted once its questions are in the bank.
    """

    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    filename = models.CharField(_("file"), max_length=200)
    text = models.TextField(blank=True)
    subject = models.CharField(max_length=40, blank=True, help_text=_("Code, for files whose questions name none"))
    dry_run = models.BooleanField(_("only looked at"))
    is_whole = models.BooleanField(_("all or nothing"), default=False)
    state = models.CharField(_("state"), max_length=10, choices=ImportState, default=ImportState.WAITING)
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    problem = models.CharField(max_length=300, blank=True)
    report = models.JSONField(default=dict)
    created_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.filename
