"""Fixed vocabularies of the question bank."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class QuestionStatus(models.TextChoices):
    DRAFT = "draft", _("Draft")
    ACTIVE = "active", _("In the bank")
    RETIRED = "retired", _("Retired")


class QuestionUse(models.TextChoices):
    """What a question is kept for."""

    BOTH = "both", _("Practice and exams")
    PRACTICE = "practice", _("Practice only")
    EXAM = "exam", _("Exams only")


class ItemVerdict(models.TextChoices):
    """How one answered item came out, as `ItemAnswered` says it, whatever asked it."""

    RIGHT = "right", _("Right")
    PARTLY = "partly", _("Partly right")
    WRONG = "wrong", _("Wrong")
    UNANSWERED = "unanswered", _("Not answered")
    PERSON = "person", _("Marked by a person")
    VOID = "void", _("Does not count")


class CaseVerdict(models.TextChoices):
    """How an answer in typed maths is judged once and for all."""

    RIGHT = "right", _("Right")
    PARTLY = "partly", _("Right in value, not in the form that was asked for")
    WRONG = "wrong", _("Wrong")


class CaseSource(models.TextChoices):
    ALGEBRA = "algebra", _("Algebra")
    AUTHOR = "author", _("The author")
    DISPUTE = "dispute", _("A teacher, after a dispute")


class ImportState(models.TextChoices):
    WAITING = "waiting", _("Under way")
    DONE = "done", _("Done")
    FAILED = "failed", _("Failed")
