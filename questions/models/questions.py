"""The bank: questions and their immutable versions. The form of `spec` is in docs/question-format.md."""

from typing import Any

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from learning.curriculum.models import Chapter, Subject, Topic
from questions.choices import QuestionStatus, QuestionUse
from questions.types import find_type


class Immutable(TypeError):
    """Somebody tried to change what never changes: a defect of the calling code, not an answer to a person."""


class Question(models.Model):
    """A place in the bank. What is asked is in its versions."""

    ref = models.CharField(
        _("reference"), max_length=80, unique=True, help_text=_("Stable name, by which an import finds it again")
    )
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="questions")
    chapter = models.ForeignKey(Chapter, on_delete=models.PROTECT, null=True, blank=True, related_name="questions")
    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, null=True, blank=True, related_name="questions")
    status = models.CharField(_("status"), max_length=10, choices=QuestionStatus, default=QuestionStatus.ACTIVE)
    use = models.CharField(_("use"), max_length=10, choices=QuestionUse, default=QuestionUse.BOTH)
    source = models.CharField(
        _("source"), max_length=200, blank=True, help_text=_("Where it comes from, with its licence")
    )
    current = models.ForeignKey("QuestionVersion", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["subject", "status", "chapter"], name="question_bank")]

    def __str__(self) -> str:
        return self.ref


class QuestionVersionQuerySet(models.QuerySet["QuestionVersion"]):
    """Refuses every change of a version, except of its `difficulty`, which is measured later."""

    def update(self, **fields: Any) -> int:
        if set(fields) - {"difficulty"}:
            raise Immutable("A question version never changes; save_question makes a new one.")
        return super().update(**fields)

    def delete(self) -> tuple[int, dict[str, int]]:
        raise Immutable("A question version never goes; retire or delete its question.")


class QuestionVersion(models.Model):
    """One wording with its key. Never changed: a correction is a new version."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    content_hash = models.CharField(max_length=64, help_text=_("SHA-256 of the canonical JSON of type, spec and marks"))
    type = models.CharField(_("type"), max_length=20)
    spec = models.JSONField(_("specification"))
    text = models.TextField(blank=True, help_text=_("Words of the specification, for search"))
    marks = models.DecimalField(_("marks"), max_digits=5, decimal_places=2)
    difficulty = models.PositiveSmallIntegerField(
        _("difficulty"), default=3, validators=[MinValueValidator(1), MaxValueValidator(5)]
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = QuestionVersionQuerySet.as_manager()

    class Meta:
        ordering = ["question", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["question", "number"], name="question_version_number"),
            models.UniqueConstraint(fields=["question", "content_hash"], name="question_version_content"),
        ]
        # Finds the twins of a question: other questions that say the same.
        indexes = [models.Index(fields=["content_hash"], name="question_version_hash")]

    def __str__(self) -> str:
        return f"{self.question_id} v{self.number}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise Immutable("A question version never changes; save_question makes a new one.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise Immutable("A question version never goes; retire or delete its question.")

    @property
    def type_label(self) -> str:
        """Return the name of the type; its code where no app registers it any more."""
        return str(find_type(self.type) or self.type)


class QuestionImage(models.Model):
    """A picture that questions show, named by its content: `![a triangle](image:<sha256>)` in Markdown."""

    sha256 = models.CharField(max_length=64, unique=True)
    file = models.ImageField(upload_to="question-images", width_field="width", height_field="height")
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.sha256[:12]
