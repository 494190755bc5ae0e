"""Typed answers whose verdict is kept: decided by slow algebra, by an author, or by a teacher after a dispute."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from questions.choices import CaseSource, CaseVerdict
from questions.models.questions import QuestionVersion


class AnswerCaseQuerySet(models.QuerySet["AnswerCase"]):
    def decided_by_people(self) -> "AnswerCaseQuerySet":
        return self.exclude(source=CaseSource.ALGEBRA)


class AnswerCase(models.Model):
    """One answer to one wording of a question, judged alike for everyone who typed it."""

    question_version = models.ForeignKey(QuestionVersion, on_delete=models.CASCADE, related_name="cases")
    part = models.CharField(_("part"), max_length=10, blank=True, help_text=_("Of a case study; empty otherwise"))
    answer = models.TextField(_("answer"))
    answer_digest = models.CharField(max_length=64, help_text=_("SHA-256 of the answer without needless blanks"))
    key_digest = models.CharField(
        max_length=64,
        blank=True,
        help_text=_("SHA-256 of test and key; empty where a person’s word holds whatever the key"),
    )
    verdict = models.CharField(_("verdict"), max_length=10, choices=CaseVerdict)
    source = models.CharField(_("decided by"), max_length=10, choices=CaseSource)
    note = models.CharField(_("why"), max_length=300, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = AnswerCaseQuerySet.as_manager()

    class Meta:
        ordering = ["question_version", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["question_version", "part", "answer_digest", "key_digest"], name="answer_case_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.answer[:40]}: {self.verdict}"
